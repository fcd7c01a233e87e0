"""Every rule that can be broken: its code, its sentence and the clause it rests on.

A code once published never changes its meaning. The letter is the severity:
E blocks, W asks for a reason, I informs; R is the district's refusal of a record.
"""

import msgspec


class Problem(msgspec.Struct, frozen=True):
    """One broken rule at one field, as the user reads it.

    `field` is a path into the household document; a member is named by its ref
    (`members.c.id_no`), so that the order of members never matters.
    """

    code: str
    severity: str
    field: str
    text: str
    basis: str


def problem(code: str, field: str, /, **values: object) -> Problem:
    """Return the problem `code` at `field`, its sentence filled with `values`."""
    template, basis = SENTENCES[code]
    severity = "E" if code[0] == "R" else code[0]
    text = template.format_map(values) if values else template
    return Problem(code, severity, field, text, basis)


GB_ID = "GB 11643"
GB_REGION = "GB/T 2260"
GB_RELATION = "GB/T 4761"
NAMES_2016 = "民委发〔2016〕33号"
PIPL = "个人信息保护法"
INSURANCE_LAW = "保险法"
PRACTICE = "业务常识"
PROGRAMME = "方案规定"
XA_1 = "三（一）"
XA_2 = "三（二）"

# code: (sentence, basis). A sentence without values must hold no braces.
SENTENCES: dict[str, tuple[str, str]] = {
    # -- identity numbers --------------------------------------------------------
    "E101": ("证件号码不能为空", GB_ID),
    "E102": ("{kind}号码应为18位，当前{n}位", GB_ID),
    "E103": ("{kind}号码含非法字符“{c}”", GB_ID),
    "E104": ("{kind}号码中的出生日期{d}无效", GB_ID),
    "E105": ("{kind}号码校验位错误，请核对（末位应与前17位相符）", GB_ID),
    "E106": ("出生日期{d}晚于参保日期，胎儿及未出生子女不能参保", PRACTICE),
    "E107": ("性别与身份证号码不一致（号码第17位表示{sex}）", GB_ID),
    "E108": ("出生日期{given}与身份证号码中的{d}不一致", GB_ID),
    "W109": ("身份证前6位{code}不在区划表中，可能为新设区划，请核对原件", GB_REGION),
    "W110": ("已将15位旧号码升为18位{new}，请核对户口簿", GB_ID),
    "E111": ("证件类型与号码格式不符，{advice}", PRACTICE),
    "E112": ("本户内{a}与{b}证件号码重复，请核对", PRACTICE),
    "E113": (
        "{name}已于{date}在{village}参保（回执号{no}），不能重复参保",
        PROGRAMME,
    ),
    "W114": ("{name}暂无身份证号码（{kind}），请在{n}日内补录", PRACTICE),
    "W115": ("证件有效期已过（{date}），请核对新证件", PRACTICE),
    "I116": ("号码已自动规范为“{x}”", PRACTICE),
    "E117": ("出生医学证明编号应为1位字母加9位数字，当前为“{x}”", PRACTICE),
    "E118": (
        "残疾人证号“{x}”与身份证号码不符或等级无效（应为18位身份证号加1位类别1—7、1位等级1—4）",
        PRACTICE,
    ),
    "E120": ("{name}未填出生日期，无法核对年龄，请按证件补录", XA_1),
    # -- numbers in a sheet --------------------------------------------------------
    "E121": (
        "号码“{x}”已被Excel损坏（只保留了前15位），请照原件以文本格式重新填写",
        PRACTICE,
    ),
    "E122": ("号码“{x}”只有17位，像是丢失了末位“X”，请照原件补全", PRACTICE),
    "E123": ("号码“{x}”只有17位，像是丢失了首位数字，请照原件补全", PRACTICE),
    "W124": (
        "{name}的号码被Excel损坏，已按{year}年的记录补为{masked}，请与原件核对",
        PRACTICE,
    ),
    "E125": ("{name}的证件号码在本表第{row}行已列入另一户，请核对", PRACTICE),
    "E131": ("“{x}”看不懂，应填{allowed}", PRACTICE),
    # -- names -------------------------------------------------------------------
    "E201": ("姓名不能为空", PRACTICE),
    "E202": ("姓名含非法字符“{c}”，请照证件填写", NAMES_2016),
    "E203": ("姓名“{name}”中的间隔号“·”不能在首尾或连续出现", NAMES_2016),
    "I204": ("间隔号已统一为“·”：{name}", "民委发〔2016〕33号一"),
    "E205": ("姓名超过50个字符（当前{n}个）", "民委发〔2016〕33号二"),
    "W206": ("姓名含生僻字“{c}”（{u}），请与证件逐字核对", "GB 18030"),
    "E207": ("“{c}”（{u}）为非标准编码，{s}", "GB 18030-2022"),
    "E208": (
        "当前打印字体缺少“{c}”（{name}），禁止打印，请安装生僻字字库",
        "GB 18030",
    ),
    "W209": ("姓名“{name}”仅一个字，请核对", PRACTICE),
    # -- telephones and accounts -------------------------------------------------
    "E301": ("手机号码应为11位有效号码，当前为“{x}”", PRACTICE),
    "W302": ("固定电话格式应为区号-号码，当前为“{x}”", PRACTICE),
    "W303": ("电话{phone}已登记在{n}户，请核实是否本人电话", PRACTICE),
    "W304": ("银行卡号未通过校验（存折可能不适用），请核对", PRACTICE),
    "E305": ("银行账号格式错误，应为8至32位数字，当前为“{x}”", PRACTICE),
    "W306": ("开户名“{holder}”与被保险人、监护人均不一致，请核对", PRACTICE),
    # -- the household -----------------------------------------------------------
    "E401": ("每户必须且只能有一名户主，当前{n}名", PRACTICE),
    "E402": ("村居{v}不属于本站点，请重新选择村居", PRACTICE),
    "E403": ("户籍地不能为空", f"{XA_1}、{XA_2}"),
    "E410": ("区划代码“{x}”应为6至12位数字，请重新选择", GB_REGION),
    "E404": ("生育子女数{n}少于已登记子女数{m}", XA_2),
    "W405": ("{p}与{c}年龄差为{n}岁，请核对", PRACTICE),
    "E406": ("{name}的与户主关系“{relation}”和性别“{sex}”不一致", GB_RELATION),
    "W407": ("{a}与{b}出生日期间隔过短，是否双（多）胞胎？请核对", PRACTICE),
    "W408": ("登记的父母（监护人）超过2人（{names}），请说明", "四（二）"),
    "W409": ("{name}在另一户{no}中登记为家庭成员，请核对", PRACTICE),
    # -- household schemes: age, hukou, category ---------------------------------
    "E501": ("{name}在{asof}已满{n}周岁，超过{max}周岁（含）上限", f"{XA_1}、{XA_2}"),
    "W502": (
        (
            "{name}已过{max}周岁生日。文件写明“{max}周岁以下（含）”，"
            "承保公司往年按生效日截止，请先与承保公司确认"
        ),
        XA_1,
    ),
    "E503": ("非{area}户籍且居住未满{months}个月（{since}），不能参保", XA_2),
    "E504": ("已生育{n}个子女，超出文件所列{max}孩以内的范围，请报区县计生协", XA_2),
    "E505": ("无{max}周岁以下子女，不符合本保险承保范围", f"{XA_1}、{XA_2}"),
    "E506": ("按独生子女家庭享受补贴须录入《独生子女父母光荣证》编号", XA_1),
    "W507": (
        "光荣证发证日期或子女出生日期（{date}）与陕西省办证规定不符，请镇街复核",
        "陕卫人口发〔2022〕24号",
    ),
    "E508": ("已生育{n}个子女，光荣证不再适用，应按第（二）类自费参保", XA_1),
    "E509": ("农村双女户须为两个女儿（当前{what}）", XA_1),
    "E510": ("农村双女户须为农村户籍（户口统一登记地区须附村委会证明）", XA_1),
    "E511": ("未确认“符合当时生育政策”，不能按双女户享受补贴", XA_1),
    "I512": (
        "非{area}户籍，只能按第（二）类自费参保，不享受财政补贴",
        f"{XA_1}、{XA_2}",
    ),
    "I513": ("不符合第（一）类条件，按第（二）类自费参保", XA_2),
    "W514": (
        "{name}已超龄，不能列为被保险人；家庭类别按其余子女认定，请复核",
        XA_1,
    ),
    "W515": ("{name}与父母户籍不一致，请按区县口径复核", XA_1),
    "E516": ("第一被保险人应为子女，已调整顺序", "四（一）"),
    "E517": ("至少有一名子女为被保险人", "四（一）"),
    "W518": (
        (
            "父母以外的监护人{name}为未成年人投保含身故责任的保险，"
            "须经父母同意，请附书面同意"
        ),
        "保险法司法解释三第6条",
    ),
    "E519": ("{name}为单位监护人，不能作为被保险人", "四（二）"),
    "E520": (
        "生效日期{date}不在方案有效期（{start}至{end}）内",
        "标题（2025年—2029年）",
    ),
    "W521": ("双胞胎家庭类别认定口径文件未明确，请镇街确认", XA_1),
    "E522": ("该家庭本年度已参保（{no}），一户一单", "二（一）"),
    "E523": ("申报的类别“{category}”不成立：{why}", PROGRAMME),
    "E524": ("{name}的投保身份“{role}”不在本方案承保范围内", PROGRAMME),
    "E525": ("至少有一名被保险人", PROGRAMME),
    # -- person schemes ----------------------------------------------------------
    "W551": (
        "文件只写“全区”，{name}非{area}户籍，请区计生协确认",
        "项目基本概况",
    ),
    "E552": (
        "未提供{name}的“{category}”证明或不在补助名册，暂按自费处理",
        "项目实施成效",
    ),
    "I553": (
        "{name}同时符合{names}，按最高标准{x}元补助，不重复补助",
        "资金安排情况",
    ),
    "E554": ("{name}本年度已享受补助（{village}），不得重复", "资金安排情况"),
    "E526": ("不符合本方案任何参保类别：{why}", PROGRAMME),
    "W555": ("“{category}”补助人数将超过预算{n}人，请报区计生协", "资金安排情况"),
    "W556": (
        "文件50元标准仅列“父母”，{name}（{relation}）的标准请区计生协确认",
        "资金安排情况、项目实施成效",
    ),
    "W557": (
        "“结扎户家庭成员”范围文件未明确，{name}（{relation}）请确认",
        "项目实施成效",
    ),
    "E558": ("{name}{age}，超出承保年龄{range}", PROGRAMME),
    "E559": ("{name}为已故人员，不能参保", PRACTICE),
    "W560": (
        "{name}不满足特别扶助常见条件（{why}），请核对扶助名册",
        "计划生育特别扶助制度",
    ),
    # -- consent, plan, money, window --------------------------------------------
    "E601": ("未确认自愿参保，不能提交（严禁强制、搭车参保）", "自愿参保原则"),
    "E602": (
        "未取得处理敏感个人信息及提供给承保公司的单独同意",
        f"{PIPL}第23、29条",
    ),
    "E603": ("{name}不满14周岁，须监护人同意", f"{PIPL}第31条"),
    "E604": ("保障计划与家庭类别或年度不符：{why}", PROGRAMME),
    "W607": ("参保日期{date}不在{window}内，请核对（时间由区县配置）", PROGRAMME),
    "W608": ("份数{n}超过上限{max}", PROGRAMME),
    "I609": ("财政补贴只计{n}份，其余自费", PROGRAMME),
    "I610": ("补贴按保费{x}元封顶", PROGRAMME),
    "E611": ("记录{no}已上报，请走“更正”", PRACTICE),
    "E612": ("请填写原因（不少于4个字）", PRACTICE),
    "E613": ("本年度不收现金，请选择其他缴费方式", PROGRAMME),
    "E614": ("含身故责任，成年被保险人{name}须本人签字同意", f"{INSURANCE_LAW}第34条"),
    "W615": ("请勿同时搭售其他产品", "五（四）"),
    "W616": ("{name}未成年，身故保额合计不得超过{x}万元", "保监发〔2015〕90号"),
    "W617": (
        "续保方案或保费与上年不同（上年{old}元，本年{new}元），请告知",
        "二（四）",
    ),
    "E618": (
        "按手印须有见证人姓名和证件号码，且不能是投保人或被保险人",
        PRACTICE,
    ),
    "E622": ("投保人{name}{why}，不能投保，请另选投保人", INSURANCE_LAW),
    "W619": ("保障计划未设定：保费由区县录入后才能确认参保", PROGRAMME),
    "I620": ("财政补贴分担比例未设定，由区县录入后计算", PROGRAMME),
    "W953": ("方案存疑：{what}", PROGRAMME),
    "W952": (
        "“{category}”的补贴标准{x}元与文件所定{y}元不一致，请确认依据",
        f"{XA_1}、资金安排情况",
    ),
    "W704": ("第{n}次打印，将标注“补打”", PRACTICE),
    "I621": ("保险起期未设定，年龄暂按参保日期{date}计算", PROGRAMME),
    "W907": ("电脑时间异常：{what}，请校准时间（只提醒，不影响登记）", PROGRAMME),
    # -- claims ------------------------------------------------------------------
    "E801": ("出险日期{date}不在保险期间（{begins}至{ends}）", INSURANCE_LAW),
    "E802": ("{name}不是参保记录中的被保险人，请核对姓名和证件号码", "二（一）"),
    "E803": ("{name}是{role}，没有“{benefit}”责任", "四（一）、四（二）"),
    "W804": ("报案超过出险后{n}天，请说明原因", PRACTICE),
    "E805": ("赔付金额{x}元超过保额{y}元", INSURANCE_LAW),
    "W806": ("缺少：{list}", PRACTICE),
    "W807": ("在等待期内（{date}前），疾病责任可能不赔", PROGRAMME),
    "W808": ("距出险日期{date}已超过2年，可能超过诉讼时效", f"{INSURANCE_LAW}第26条"),
    "E809": ("申请金额{x}元大于自付医疗费{y}元", PRACTICE),
    "E810": ("{what}日期{day}早于{said}日期{last}，请核对", PRACTICE),
    # -- policy numbers ----------------------------------------------------------
    "E811": ("没有{who}的参保记录，请核对证件号码、参保号或回执号", PRACTICE),
    "E812": ("名单上是“{name}”，参保记录是“{known}”，请核对是否同一人", PRACTICE),
    "E813": ("{no}的状态是“{state}”，不能登记保单号，请与承保公司核对", PRACTICE),
    "E814": ("{who}不是{no}的被保险人，请核对姓名和证件号码", PRACTICE),
    "E815": ("名单给了{name}几个保单号（{numbers}），请承保公司核实", PRACTICE),
    "E816": (
        "{name}已有保单号{known}，名单上是{no}；确实换了保单，请选“以新号为准”再导入",
        PRACTICE,
    ),
    "E817": ("保单号{no}给了{n}户，一户一张保单，请承保公司核实", XA_1),
}
