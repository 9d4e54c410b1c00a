import type { FindingCode } from './finding-codes.ts';

/** What each finding says, in a merchandiser's Chinese. */
export const messagesZh: Readonly<Record<FindingCode, string>> = {
  unsettled: '{path} 有两个说法：{first} 和 {second}，要先定下来',
  removed_and_changed: '{path}：一人删了，一人改了，要先定下来',
  value_misfit: '{path} 填的「{value}」不成立，请核对',
  customer_unknown: '客户 {customer} 没有资料，客户习惯没法核对',
  product_unknown: '产品 {product} 没有资料，温度、装箱、重量都没法核对',
  missing_fact: '还没填{path}，到「{stage}」之前要填好',

  set_point_sign: '第 {container} 柜柜温 {set_point} °C，正负号反了：{product_zh}应为 {due} °C',
  set_point_fahrenheit: '第 {container} 柜柜温 {set_point} 像是华氏/摄氏弄混了：{product_zh}应为 {due} °C',
  set_point_freezing: '第 {container} 柜柜温 {set_point} °C，低于{product_zh}冰点 {limit} °C，会冻坏',
  set_point_chilling: '第 {container} 柜柜温 {set_point} °C，低于{product_zh}最低安全温度 {limit} °C，会冷害',
  set_point_out_of_range: '第 {container} 柜柜温 {set_point} °C，不在{product_zh}的 {range} °C 范围内',
  set_point_not_house: '第 {container} 柜柜温 {set_point} °C，与{product_zh}我司设定 {due} °C 不同',
  set_point_unknown: '{product_zh}没有柜温资料，第 {container} 柜的 {set_point} °C 没法核对',
  house_below_freezing:
    '第 {container} 柜柜温 {set_point} °C 是{product_zh}的我司设定，比资料上的冰点 {limit} °C 低，按我司设定走',
  house_out_of_range:
    '第 {container} 柜柜温 {set_point} °C 是{product_zh}的我司设定，资料上写的是 {range} °C，按我司设定走',

  ventilation_per_cent: '第 {container} 柜通风写成了百分比（{ventilation}），要写立方米/小时，或 CLOSED',
  ventilation_unit: '第 {container} 柜通风「{ventilation}」看不懂，要写立方米/小时，或 CLOSED',
  ventilation_zero: '第 {container} 柜通风写的是 0，关闭要写 CLOSED',
  ventilation_closed: '第 {container} 柜通风关闭了，{product_zh}要换气 {due} m³/h',
  ventilation_open: '第 {container} 柜通风开了 {ventilation} m³/h，{product_zh}要求关闭（CLOSED）',
  ventilation_differs: '第 {container} 柜通风 {ventilation} m³/h，{product_zh}应为 {due} m³/h',
  ventilation_not_house:
    '第 {container} 柜通风 {ventilation}，与{product_zh}我司设定 {due} 不同，但在资料范围内',
  ventilation_unknown: '{product_zh}没有通风资料，第 {container} 柜的 {ventilation} 没法核对',
  humidity_differs: '第 {container} 柜湿度 {humidity}%，{product_zh}应为 {due}%',

  mixed_ethylene: '第 {container} 柜拼柜不相容：{giver_zh}放乙烯（{gives}），{taker_zh}怕乙烯（{feels}）',
  mixed_ethylene_same_group:
    '第 {container} 柜：{giver_zh}放乙烯，{taker_zh}也敏感，但同属一个混装组，可以同装',
  mixed_ethylene_unknown: '第 {container} 柜：{giver_zh}和{taker_zh}的乙烯资料不全，能不能拼要先问清楚',
  mixed_temperature: '第 {container} 柜拼柜温度凑不到一起：{giver_zh} {first} °C，{taker_zh} {second} °C',
  mixed_odour: '第 {container} 柜拼柜会串味：{giver_zh}和{taker_zh}（{note}）',
  mixed_humidity: '第 {container} 柜拼柜湿度凑不到一起：{giver_zh} {first}%，{taker_zh} {second}%',
  mixed_group: '第 {container} 柜：{giver_zh}（{first}）和{taker_zh}（{second}）不在同一个混装组',
  mixed_unknown: '第 {container} 柜拼柜，{product_zh}的资料不全，能不能拼要先问清楚',

  cartons_over_house: '第 {container} 柜装 {cartons} 箱，超过{product_zh}一个 {type} 可装的 {limit} 箱',
  cartons_over_house_mixed: '第 {container} 柜拼装 {cartons} 箱，按各自可装箱数算是 {percent}%，装不下',
  cartons_over_scaled:
    '第 {container} 柜装 {cartons} 箱，按 40RH 可装箱数折算，{type} 大约只装 {limit} 箱（{product_zh}）',
  cartons_over_geometry:
    '第 {container} 柜装 {cartons} 箱，按外箱尺寸和红线高度 {type} 最多排 {limit} 箱（{product_zh}）',
  cartons_over_payload: '第 {container} 柜货重 {weight} kg，超过 {type} 限重 {limit} kg',
  gross_over_payload: '毛重 {gross} kg，{containers} 个柜一共只能装 {limit} kg',
  cartons_over_road_limit: '第 {container} 柜货重 {weight} kg，超过公路限重 {limit} kg',
  container_not_full: '第 {container} 柜装 {cartons} 箱，没装满（可装 {limit} 箱）',
  container_not_reefer: '第 {container} 柜柜型 {type} 是干柜，货要冷藏',
  container_type_unknown: '第 {container} 柜柜型 {type} 没有资料，装载没法核对',
  container_number_wrong: '第 {container} 柜柜号 {number} 校验码不对，最后一位应为 {digit}',
  vgm_below_cargo: '第 {container} 柜 VGM {vgm} kg，比货物毛重 {cargo} kg 还轻',
  vgm_differs: '第 {container} 柜 VGM {vgm} kg，与货重加柜重 {expected} kg 相差太多',
  vgm_over_max: '第 {container} 柜 VGM {vgm} kg，超过柜子最大总重 {limit} kg',

  net_differs: '净重 {net} kg 不对，按箱数算应为 {due} kg',
  gross_differs: '毛重 {gross} kg 不对，按箱数算应为 {due} kg',
  net_over_gross: '净重 {net} kg 比毛重 {gross} kg 还大',
  packing_does_not_add_up: '{product_zh}包装资料对不上：净重 {net} + 皮重 {tare} ≠ 毛重 {gross} kg',
  count_unknown: '第 {line} 行规格 {count} 不是{product_zh}的规格（有 {counts}）',

  line_cartons_differ: '各行箱数合计 {sum}，与订单箱数 {cartons} 不符',
  cartons_outside_tolerance: '装 {cartons} 箱，合同 {contract} 箱，溢短装 {tolerance}，只能装 {min}–{max} 箱',
  container_cartons_differ: '各柜箱数合计 {sum}，与订单箱数 {cartons} 不符',
  line_amount_differs: '第 {line} 行金额 {amount} 不对，箱数 × 单价 = {due}',
  total_differs: '订单总额 {total} 不等于各行之和 {sum}，差 {difference}',
  invoice_total_differs: '发票合计 {total} 不等于各行之和 {sum}，差 {difference}',

  incoterm_unknown: '贸易条款「{incoterm}」不是 Incoterms 里的条款',
  incoterm_in_containers: '集装箱货用 {incoterm} 很常见，国际商会建议用 {better}',
  incoterm_not_for_containers: '{incoterm} 不能用于集装箱货，应改用 {better}',
  incoterm_unlike_usual: '条款 {incoterm}，客户平时做 {usual}',
  incoterm_place_wrong_side: '{incoterm} 后面应跟{port}一侧的港口，写成了 {place}',
  incoterm_place_unlike_usual: '{incoterm} {place}，客户平时是 {port}',
  freight_not_in_term: '{incoterm} 运费由买方付，价格里却有运费 {freight}',
  freight_missing: '{incoterm} 运费由我方付，价格里没有运费',
  insurance_not_in_term: '{incoterm} 不含保险，价格里却有保险费 {insurance}',
  insurance_missing: '{incoterm} 保险由我方买，价格里没有保险费',
  price_build_differs: '单价 {unit_price} 与成本核算不符，按 FOB、运费、保险和汇率算是 {due}',
  currency_unlike_usual: '币种 {currency}，客户平时用 {usual}',
  payment_unlike_usual: '付款方式「{payment}」，客户平时是「{usual}」',
  credit_unlike_usual: '订单挂了信用证 {credit}，客户平时付款是「{usual}」',

  over_credit_quantity:
    '数量 {quantity} {unit}，信用证是 {credit} {unit}，多 {difference} {unit}，没有溢装余地',
  under_credit_quantity:
    '数量 {quantity} {unit}，信用证是 {credit} {unit}，少 {difference} {unit}，没有短装余地',
  over_credit_amount: '金额 {total} 超过信用证可支取的 {credit}，多 {difference}',
  tolerance_in_cartons: '信用证数量以箱计，没有 5% 溢短装，订单却写着「{tolerance}」',
  etd_after_latest_shipment: '船期 {etd} 晚于最迟装船日 {latest}，晚 {days} 天',
  latest_shipment_passed: '最迟装船日 {latest} 已过（今天 {today}），还没开船',
  latest_shipment_after_expiry: '最迟装船日 {latest} 晚于信用证有效期 {expiry}',
  etd_after_expiry: '船期 {etd} 晚于信用证有效期 {expiry}',
  presentation_after_expiry: '装船后 {days} 天交单到 {last}，信用证 {expiry} 就到期了，交单只能到有效期',
  presentation_passed: '最迟交单日 {last} 已过（今天 {today}），还没交单',
  papers_due_late: '交单日写的 {due}，晚于最迟交单日 {last}',
  etd_after_promise: '船期 {etd} 比答应客户的 {promised} 晚 {days} 天',
  etd_passed: '船期 {etd} 已过（今天 {today}），还没登记开船',
  sailed_in_future: '开船日 {sailed} 在今天（{today}）之后',
  dates_reversed: '日期前后反了：{earlier} {first} 晚于 {later} {second}',
  transit_over_life: '航程 {transit} 天，超过{product_zh}的贮藏期 {life} 天',
  transit_near_life: '航程 {transit} 天，{product_zh}的贮藏期短的只有 {life} 天',

  booking_set_point_sign: '订舱温度 {booked} °C 与指令 {due} °C 符号相反（第 {container} 柜）',
  booking_set_point_fahrenheit: '订舱温度 {booked} 像是华氏/摄氏弄混了，指令是 {due} °C（第 {container} 柜）',
  booking_set_point_differs: '订舱温度 {booked} °C 与指令 {due} °C 不符（第 {container} 柜）',
  booking_ventilation_per_cent: '订舱通风写成百分比（{booked}），指令是 {due}',
  booking_ventilation_zero: '订舱通风写的是 {booked}，关闭要写 CLOSED',
  booking_ventilation_differs: '订舱通风 {booked} 与指令 {due} 不符（第 {container} 柜）',
  booking_ventilation_unreadable: '订舱通风「{booked}」看不懂，指令是 {due}，请与船公司核对',

  habit_broken: '客户习惯：{habit}。现在是 {found}',
};
