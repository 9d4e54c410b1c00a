/**
 * Chinese characters that foreign names are written with, by the consonant they stand for (the usual transcription, as
 * of the tables of Xinhua). `a`: a vowel alone, heard where a name begins with it.
 */
const consonants: Readonly<Record<string, string>> = {
  a: '阿艾安奥埃伊因欧乌厄翁英昂恩雅亚耶约尤',
  p: '巴贝比波布班本宾邦勃伯柏帕佩皮普潘彭平庞珀',
  t: '达德迪多杜丹登丁顿东塔特蒂托图坦滕廷通泰代黛',
  k: '卡克科可考凯肯库昆坎康格加盖戈古根冈哥金基奎夸',
  s: '斯悉萨塞西索苏桑森辛松赛扎兹佐祖曾沙谢什舍希肖舒山申',
  f: '弗法菲费福富芬丰瓦维沃伏韦文威温万',
  m: '马玛米莫穆迈曼门明蒙姆默梅',
  n: '纳娜内尼诺努南宁农恩',
  l: '拉勒利里洛卢兰伦林龙莱劳雷罗鲁尔丽莉莲琳朗隆',
  j: '杰贾吉久哲查昌乔楚切奇',
  h: '哈赫海希霍胡汉亨洪豪',
};

const soundOf = new Map<string, string>();
for (const [consonant, characters] of Object.entries(consonants))
  for (const character of characters) if (!soundOf.has(character)) soundOf.set(character, consonant);

/** How a Chinese transcription sounds, as consonants; null where a character is none that transcriptions use. */
export function chineseSound(text: string): string | null {
  const sounds = text.split(/(?:)/u).map((character) => soundOf.get(character));
  return sounds.includes(undefined) ? null : collapsed(sounds.join(''));
}

/** Letters that a transcription does not tell apart. */
const alike: Readonly<Record<string, string>> = {
  b: 'p',
  d: 't',
  c: 'k',
  g: 'k',
  q: 'k',
  x: 'k',
  z: 's',
  v: 'f',
  r: 'l',
};

/** How a Latin word (small letters) sounds, in the same consonants: `qasr` gives `ksl`, as does 卡斯尔. */
export function latinSound(word: string): string {
  const simple = word
    .replace(/sh|ts|tz/g, 's')
    .replace(/tch|ch/g, 'j')
    .replace(/ph|w/g, 'f')
    .replace(/[kg]h/g, 'k');
  // A final m or n closes a syllable, as 曼 and 山 do, so only what opens one is compared.
  const open = simple.replace(/(?<=[aeiou])(?:ng|[nm])(?![aeiou])/g, '');
  const letters = open.replace(/[a-z]/g, (letter) => alike[letter] ?? letter).replace(/[^ptksfmnljh]/g, '');
  return collapsed((/^[aeiouy]/.test(word) ? 'a' : '') + letters);
}

/** Doubled consonants once, vowels only at the beginning. */
function collapsed(sound: string): string {
  return sound.replace(/(?<!^)a/g, '').replace(/(.)\1+/g, '$1');
}
