"""What is told before there is a filing: what is asked, which filings are needed, what a domain
shows. All of it from the rules, the table of kinds and the decision table; nothing is looked up."""
