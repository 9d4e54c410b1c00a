import type { KnownPort } from './known.ts';

/**
 * Ports by the name that stands in the papers, what else they are called, and what they are called in Chinese. Only for
 * recognising what was typed; where a team's own customers or orders spell a port otherwise, theirs is taken.
 */
const loading = `
Qingdao|Tsingtao,QD|青岛
Yantai||烟台
Rizhao||日照
Lianyungang||连云港
Tianjin||天津
Xingang||新港
Dalian||大连
Shanghai||上海
Ningbo||宁波
Xiamen|Amoy|厦门
Fuzhou||福州
Shenzhen||深圳
Yantian||盐田
Shekou||蛇口
Guangzhou||广州
Nansha||南沙
Qinzhou||钦州
`;

const discharge = `
Jebel Ali||杰贝阿里,杰贝拉里
Dubai||迪拜
Jeddah||吉达
Dammam||达曼
Riyadh||利雅得
Doha||多哈
Kuwait||科威特
Shuwaikh||舒瓦克
Sohar||苏哈尔
Aqaba||亚喀巴
Umm Qasr||乌姆盖斯尔
Bandar Abbas||阿巴斯
Karachi||卡拉奇
Nhava Sheva||那瓦西瓦
Mumbai||孟买
Chennai||金奈
Colombo||科伦坡
Chattogram|Chittagong|吉大港
Yangon||仰光
Bangkok||曼谷
Laem Chabang|Laemchabang|林查班
Ho Chi Minh|HCM,HCMC,Saigon|胡志明
Cat Lai||卡莱
Hai Phong|Haiphong|海防
Manila||马尼拉
Cebu||宿务
Jakarta||雅加达
Tanjung Priok||丹戎不碌
Surabaya||泗水,苏腊巴亚
Belawan||勿拉湾
Medan||棉兰
Port Klang|Klang|巴生
Penang||槟城
Singapore||新加坡
Hong Kong|HK|香港
Kaohsiung||高雄
Busan|Pusan|釜山
Tokyo||东京
Osaka||大阪
Vladivostok||海参崴,符拉迪沃斯托克
Vostochny||东方港
Saint Petersburg|St Petersburg,St. Petersburg|圣彼得堡
Novorossiysk||新罗西斯克
Rotterdam||鹿特丹
Hamburg||汉堡
Antwerp||安特卫普
Felixstowe||费利克斯托
London Gateway||伦敦门户
Southampton||南安普顿
Gdansk||格但斯克
Algeciras||阿尔赫西拉斯
Koper||科佩尔
Constanta||康斯坦察
Mersin||梅尔辛
Port Said||塞得港
Alexandria||亚历山大
Casablanca||卡萨布兰卡
Tema||特马
Lagos||拉各斯
Apapa||阿帕帕
Mombasa||蒙巴萨
Dar es Salaam||达累斯萨拉姆
Durban||德班
Cape Town||开普敦
Port Louis||路易港
Vancouver||温哥华
Montreal||蒙特利尔
Toronto||多伦多
Los Angeles||洛杉矶
New York||纽约
Miami||迈阿密
Santos||桑托斯
Paranagua||巴拉那瓜
Itajai||伊塔雅伊
Callao||卡亚俄
Guayaquil||瓜亚基尔
Buenaventura||布埃纳文图拉
Sydney||悉尼
Melbourne||墨尔本
Auckland||奥克兰
`;

export interface NamedPort extends KnownPort {
  readonly names: readonly string[];
}

function readPorts(table: string, role: KnownPort['role']): readonly NamedPort[] {
  return table
    .trim()
    .split('\n')
    .map((row) => {
      const [name = '', others = '', chinese = ''] = row.split('|');
      const names = [name, ...others.split(','), ...chinese.split(',')].filter((one) => one !== '');
      return { name, role, names };
    });
}

const table: readonly NamedPort[] = [...readPorts(loading, 'loading'), ...readPorts(discharge, 'discharge')];

/** `Ho Chi Minh (Cat Lai)`: the whole, and each part of it by itself. */
function partsOf(name: string): readonly string[] {
  return name
    .split(/[()（）]/)
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

/**
 * The ports a line may name, each once: a team's own as it spells them, with every name the table has for them, and the
 * rest of the table.
 */
export function namedPorts(known: readonly KnownPort[]): readonly NamedPort[] {
  const own = new Map<string, NamedPort>();
  const rest = new Set(table);
  for (const { name, role } of known) {
    if (own.has(name)) continue;
    const parts = partsOf(name).map((part) => part.toLowerCase());
    const same = table.filter((port) => port.names.some((one) => parts.includes(one.toLowerCase())));
    for (const port of same) rest.delete(port);
    const names = [...partsOf(name), ...same.flatMap((port) => port.names)];
    own.set(name, { name, role, names: [...new Set(names)] });
  }
  return [...own.values(), ...rest];
}
