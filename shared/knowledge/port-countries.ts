/** Countries of ports by their two letters, as UN/LOCODE has them; a port that is not here is of a country unknown. */
const table: Readonly<Record<string, string>> = {
  CN: 'Qingdao,Yantai,Rizhao,Lianyungang,Tianjin,Xingang,Dalian,Shanghai,Ningbo,Xiamen,Fuzhou,Shenzhen,Yantian,Shekou,Guangzhou,Nansha,Qinzhou',
  AE: 'Jebel Ali,Dubai',
  SA: 'Jeddah,Dammam,Riyadh',
  QA: 'Doha',
  KW: 'Kuwait,Shuwaikh',
  OM: 'Sohar',
  JO: 'Aqaba',
  IQ: 'Umm Qasr',
  IR: 'Bandar Abbas',
  PK: 'Karachi',
  IN: 'Nhava Sheva,Mumbai,Chennai',
  LK: 'Colombo',
  BD: 'Chattogram,Chittagong',
  MM: 'Yangon',
  TH: 'Bangkok,Laem Chabang',
  VN: 'Ho Chi Minh,Cat Lai,Hai Phong',
  PH: 'Manila,Cebu',
  ID: 'Jakarta,Tanjung Priok,Surabaya,Belawan,Medan',
  MY: 'Port Klang,Penang',
  SG: 'Singapore',
  HK: 'Hong Kong',
  TW: 'Kaohsiung',
  KR: 'Busan',
  JP: 'Tokyo,Osaka',
  RU: 'Vladivostok,Vostochny,Saint Petersburg,St Petersburg,Novorossiysk',
  NL: 'Rotterdam',
  DE: 'Hamburg',
  BE: 'Antwerp',
  GB: 'Felixstowe,London Gateway,Southampton',
  PL: 'Gdansk',
  ES: 'Algeciras',
  SI: 'Koper',
  RO: 'Constanta',
  TR: 'Mersin',
  EG: 'Port Said,Alexandria',
  MA: 'Casablanca',
  GH: 'Tema',
  NG: 'Lagos,Apapa',
  KE: 'Mombasa',
  TZ: 'Dar es Salaam',
  ZA: 'Durban,Cape Town',
  MU: 'Port Louis',
  CA: 'Vancouver,Montreal,Toronto',
  US: 'Los Angeles,New York,Miami',
  BR: 'Santos,Paranagua,Itajai',
  PE: 'Callao',
  EC: 'Guayaquil',
  CO: 'Buenaventura',
  AU: 'Sydney,Melbourne',
  NZ: 'Auckland',
};

const countries = new Map(
  Object.entries(table).flatMap(([country, ports]) =>
    ports.split(',').map((port) => [port.toLowerCase(), country] as const),
  ),
);

/** The two letters of a port's country: `Ho Chi Minh (Cat Lai)` is in `VN`; null where it is not known. */
export function countryOfPort(port: string): string | null {
  const parts = port.split(/[()（）,，]/).map((part) => part.trim().toLowerCase());
  for (const part of parts) {
    const country = countries.get(part);
    if (country !== undefined) return country;
  }
  return null;
}
