"""What the columns of other people's rosters are called: one name for each of its forms.

`columns.recognise` knows each name in its common variants too: with 是否, 编号 for 号码,
本人 before it, and so on.
"""


def _names(text: str) -> tuple[str, ...]:
    return tuple(text.split("、"))


# The first name of a field is the one we write ourselves.
PERSONAL: dict[str, tuple[str, ...]] = {
    "name": _names("姓名、被保险人、家庭成员、参保人、名字、被保人"),
    "id_no": _names("证件号码、身份证、身份号码、身份证件号码、二代证号"),
    "id_type": _names("证件类型、证件名称、身份证类型"),
    "sex": _names("性别"),
    "birth_date": _names("出生日期、生日"),
    "relation_code": _names(
        "与户主关系、关系、与户主的关系、家庭关系、与投保人关系、称谓、"
        "户主关系、与户主之间关系、和户主关系、同户主关系、与被保险人关系、"
        "与户主称谓"
    ),
    "insured": _names("是否参保、是否被保险人、参加保险"),
    "insured_role": _names("投保身份、被保险人类别、被保险人身份、被保险人角色"),
    "phone": _names("本人电话"),
    "member_hukou": _names("本人户籍地、本人户籍地代码"),
    "disability_cert_no": _names("残疾证号、残疾人证号码"),
    "special_category": _names(
        "人员类别、特殊类别、补贴类别、类别、扶助类别、特殊人员类别、"
        "计生对象类别、特殊家庭类别、补助类型、享受补助类别、补助人员类别"
    ),
    "proof_no": _names(
        "证明编号、低保证号、证明材料编号、特扶证编号、扶助证号、类别证明编号、"
        "特别扶助证号"
    ),
    "verified_by": _names(
        "核实人、审核人、认定人、核实单位、核定人、认定单位、审核单位"
    ),
    "verified_on": _names("核实日期、认定日期、审核日期、核定日期"),
    "valid_to": _names(
        "证明有效期、有效期至、有效期、截止日期、证明有效期至、有效期限、"
        "到期日期、证件有效期、有效期止"
    ),
    "signed": _names("本人签字、被保险人签字"),
    "guardian_consent": _names("监护人同意"),
}
SHARED: dict[str, tuple[str, ...]] = {
    "household_key": _names(
        "户号、户口簿号、户口本号、户口编号、家庭户号、家庭号、户序号、家庭序号"
    ),
    "village_code": _names(
        "村居、村委会、社区、行政村、村名、村社区、村居委会、村居代码、所在村、"
        "居委会、村民委员会、居民委员会、村居民委员会、居村委会、村级、村别"
    ),
    "group_name": _names(
        "村组、组别、村民小组、小组、组、居民小组、组名、村民组、村小组、"
        "村居民小组、自然村、几组、组号"
    ),
    "contact_phone": _names(
        "联系电话、联系方式、电话号码、家庭电话、户主联系电话、户主手机号码、"
        "联系人电话、联络电话、家庭联系电话、投保人电话、投保人联系电话、"
        "联系号码"
    ),
    "hukou_address": _names(
        "户籍地址、家庭住址、住址、家庭地址、详细地址、户籍所在地、户籍住址、"
        "身份证地址、户口所在地地址、户口登记地址、通讯地址、联系地址"
    ),
    "hukou_region_code": _names("户籍地代码、户籍地、户籍区划、户籍区划代码"),
    "hukou_type": _names("户口性质、户口类别、农业非农业、城乡类别"),
    "residence_address": _names(
        "居住地址、现住址、现居住地、常住地址、现居住地址、现家庭住址、居住地、"
        "实际居住地、实际居住地址、现住地址、常住地"
    ),
    "residence_region_code": _names("居住地代码、居住地区划、居住地区划代码"),
    "residence_since": _names(
        "居住起始日期、居住起始、居住开始日期、来本地居住日期、开始居住日期"
    ),
    "children_born": _names(
        "生育子女数、生育孩子数、孩子数、生育数、子女个数、子女总数"
    ),
    "birth_policy_compliant": _names(
        "符合当时生育政策、政策内生育、符合生育政策、符合计生政策"
    ),
    "cert_no": _names(
        "光荣证编号、独生子女光荣证号、独生子女父母光荣证号、独生子女证编号、"
        "独生证号、光荣证证号"
    ),
    "cert_issued_on": _names(
        "光荣证发证日期、发证时间、办证日期、领证日期、光荣证领证日期、"
        "独生子女证发证日期"
    ),
    "cert_issuer": _names(
        "光荣证发证机关、发证机关、发证单位、光荣证发证单位、办证单位"
    ),
    "rural_proof_no": _names("农村户籍证明编号、村委会证明编号、农村证明编号"),
    "category_claimed": _names(
        "申报类别、参保类别、家庭类型、计生家庭类别、户类型、申报家庭类别、"
        "家庭情况类别、参保家庭类别"
    ),
    "remark": _names("备注、说明、备注说明、其他说明、其他"),
    "enrolled_on": _names("参保日期、登记日期、填表日期"),
    "plan": _names(
        "保障计划、投保方案、计划、档次、保险计划、方案档次、缴费档次、"
        "保险档次、保险方案、险种、参保计划、参保档次"
    ),
    "units": _names("份数、投保份数、购买份数、保险份数"),
    "payment_method": _names("缴费方式、缴费渠道"),
    "payment_ref": _names(
        "缴费凭证号、缴费流水号、流水号、交易流水号、缴费凭证、收据号、"
        "交易单号、缴费单号"
    ),
    "paid_on": _names("缴费日期"),
    "voluntary": _names("自愿参保、自愿参保确认、是否自愿"),
    "personal_information": _names(
        "同意处理个人信息、个人信息同意、个人信息处理同意、个人信息授权"
    ),
    "share_with_insurer": _names(
        "同意提供给承保公司、同意提供给保险公司、信息共享同意"
    ),
    "signature_kind": _names(
        "签字方式、签字或手印、签字手印、投保人签字手印、投保人签名、签字、签字按手印"
    ),
    "witness_name": _names("见证人姓名、见证人、见证人签字"),
    "witness_id_no": _names("见证人证件号码、见证人身份证号码"),
    "applicant": _names("投保人姓名、投保人"),
}
# Columns that everybody has and that say nothing new: amounts are computed here.
IGNORED = frozenset(
    _names(
        "序号、编号、年龄、周岁、应交保费、应缴保费、保费、财政补贴、财政补助、"
        "补贴金额、补助金额、自付、自付金额、保险起期、保险止期、保险起止、"
        "受益人、经办人、问题、认定类别、参保号、回执号、保单号、状态、民族"
    )
)
