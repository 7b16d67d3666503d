"""Traditional characters and the simplified ones that stand for them, for comparing names.

Only characters that occur in the words of the rules and in the names of places: each pair is the
traditional form, then the simplified one (General List of Simplified Chinese Characters, 1986).
"""

from __future__ import annotations

from typing import Final

_PAIRS: Final = (
    "國国 華华 務务 紀纪 檢检 監监 訪访 維维 權权 訴诉 舉举 論论 壇坛 線线 區区 網网 絡络 導导 "
    "資资 訊讯 熱热 團团 龍龙 藝艺 術术 評评 轉转 讓让 業业 傳传 電电 場场 購购 製制 詢询 學学 "
    "統统 體体 證证 營营 銷销 個个 聞闻 報报 藥药 醫医 療疗 診诊 護护 養养 書书 圖图 編编 輯辑 "
    "訓训 輔辅 補补 習习 課课 視视 頻频 劇剧 廣广 聽听 約约 車车 專专 順顺 風风 貸贷 財财 險险 "
    "幣币 眾众 衆众 籌筹 貨货 遊游 戲戏 動动 蘭兰 聖圣 經经 廟庙 觀观 項项 發发 際际 臺台 協协 "
    "會会 聯联 黨党 機机 構构 關关 議议 雜杂 誌志 連连 載载 說说 讀读 樂乐 義义 館馆 產产 價价 "
    "債债 實实 現现 親亲 屬属 遼辽 寧宁 蘇苏 東东 慶庆 貴贵 雲云 陝陕 肅肃 灣湾 漢汉 濟济 鄭郑 "
    "長长 陽阳 無无 錫锡 鎮镇 揚扬 鹽盐 溫温 紹绍 興兴 蕪芜 滬沪 廈厦 門门 贛赣 煙烟 濰潍 濱滨 "
    "萊莱 開开 許许 婁娄 頭头 號号 貼贴 賭赌 競竞 錄录 預预 傭佣 託托 雙双 單单 認认 規规 費费 "
    "節节 織织 結结 繼继 續续 綠绿 練练 總总 績绩 夥伙 夠够 戶户 臨临 舊旧 豐丰 麗丽 齊齐 齡龄 "
    "婦妇 媽妈 爺爷 兒儿 孫孙 寶宝 審审 寫写 寵宠 層层 島岛 嶺岭 帳帐 廠厂 彈弹 從从 復复 應应 "
    "憑凭 懷怀 戰战 換换 損损 擔担 據据 數数 斷断 時时 晉晋 暫暂 條条 來来 極极 樓楼 樣样 標标 "
    "檔档 歐欧 歲岁 歷历 氣气 測测 滿满"
)

SIMPLIFIED: Final = {ord(pair[0]): pair[1] for pair in _PAIRS.split()}
"""A table for ``str.translate``: traditional character to simplified."""
