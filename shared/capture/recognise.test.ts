import { beforeAll, describe, expect, test } from 'vitest';
import { fieldOf } from '../model/documents.ts';
import { fits } from '../model/fits.ts';
import { choose, type Capture } from './capture.ts';
import { draftOf } from './draft.ts';
import { fillsOf } from './fills.ts';
import { lexiconOf, type Lexicon } from './lexicon.ts';
import { longestLine, recognise } from './recognise.ts';
import { described, sampleKnown } from './test-known.ts';
import vectors from './vectors.json' with { type: 'json' };

let lexicon: Lexicon;
beforeAll(async () => {
  lexicon = lexiconOf(await sampleKnown());
});

const { today } = vectors;
const lines = vectors.groups.flatMap((group) => group.lines);
const read = (line: string): Capture => recognise(line, lexicon, today);

describe.each(vectors.groups)('$about', (group) => {
  test.each(group.lines)('$line', ({ line, pieces }) => {
    expect(described(read(line))).toEqual(pieces);
  });
});

test('there are many lines, each once', () => {
  expect(new Set(lines.map(({ line }) => line)).size).toBe(lines.length);
  expect(lines.length).toBeGreaterThanOrEqual(60);
});

test('pieces cover each line, and point at their text', () => {
  for (const { line } of lines) {
    const { pieces } = read(line);
    expect(pieces.map(({ text }) => text).join('')).toBe(line);
    for (const { from, to, text } of pieces) expect(line.slice(from, to)).toBe(text);
  }
});

test('whatever a piece is taken for, its field can hold it', () => {
  for (const { line } of lines) {
    const capture = read(line);
    const chosen = capture.pieces.flatMap(({ alternatives }, index) =>
      alternatives.map((alternative) => choose(capture, index, alternative)),
    );
    for (const one of [capture, ...chosen]) {
      const { set } = draftOf(one, fillsOf(one, lexicon), lexicon, Math.random);
      for (const [path, value] of Object.entries(set)) {
        const field = fieldOf('order', path);
        expect(field && fits(field, value), `${line}: ${path} = ${value}`).toBe(true);
      }
    }
  }
});

test('the line of the specification says the same in Chinese', () => {
  const [english, chinese] = lines.map(({ line }) => {
    const capture = read(line);
    const { set, rest } = draftOf(capture, fillsOf(capture, lexicon), lexicon, () => 0.5);
    return { set, rest };
  });
  expect(chinese).toEqual(english);
});

describe('a line that is none', () => {
  const long = (part: string): string => part.repeat(Math.ceil(10_000 / part.length)).slice(0, 10_000);
  test.each([
    ['nothing', ''],
    ['spaces', '   \t  '],
    ['10,000 letters', long('a')],
    ['10,000 digits', long('7')],
    ['digits and spaces', long('7 ')],
    ['figures joined', long('5/')],
    ['figures spanned', long('5.0-5.5 ')],
    ['orders without end', long('Qasr 5/6 garlic 2x40RH ')],
    ['money without end', long('usd 1-')],
    ['payments without end', long('30% t/t balance ')],
    ['dates without end', long('1月1 ')],
    ['labels without end', long('最迟 latest ship before ')],
    ['Chinese without end', long('蒜前每')],
    ['pictures', long('😀')],
    ['half a picture', '\ud83d Qasr \ude00'],
    ['signs of direction', '\u202eQasr\u202c \u200f2x40RH\u200e'],
    ['the sign of what is claimed', '\ue000Qasr\ue000 2\ue000x40RH'],
  ])('%s', (_, line) => {
    const capture = read(line);
    expect(capture.pieces.map(({ text }) => text).join('')).toBe(line);
    expect(() => draftOf(capture, fillsOf(capture, lexicon), lexicon, Math.random)).not.toThrow();
  });

  test('no more of a line is read than an order can be long', () => {
    const line = `Qasr garlic ${'- '.repeat(longestLine / 2)}2x40RH CFR Jebel Ali`;
    expect(described(read(line)).slice(0, 2)).toEqual([
      'customer: Qasr = c01',
      'product?: garlic = p05 | p06',
    ]);
    expect(read(line).pieces.at(-1)).toMatchObject({
      reading: { kind: 'text' },
      text: '2x40RH CFR Jebel Ali',
    });
  });

  test('a figure is not cut in two where reading ends', () => {
    const line = `${'- '.repeat(longestLine / 2 - 1)}2700箱`;
    expect(described(read(line))).toEqual(['text: 2700箱']);
  });
});

test.each([
  ['2026-11-23', '28/11', '2026-11-28'],
  ['2026-11-28', '28/11', '2026-11-28'],
  ['2026-12-31', '1/1', '2027-01-01'],
  ['2026-11-23', '28/10', '2027-10-28'],
  ['2026-11-23', '29 Feb', '2028-02-29'],
  ['2028-02-29', '2月29日', '2028-02-29'],
  ['2026-11-30', '28号', '2026-12-28'],
  ['2026-12-31', '30号', '2027-01-30'],
])('on %s, %s is the next such day', (day, line, date) => {
  expect(recognise(line, lexicon, day).pieces[0]?.reading).toEqual({ kind: 'date', date, field: 'etd' });
});

test.each(['30/2', '31/4', '13/13', '0/5', '32号', '2026-02-30', '2月30日'])('%s is no date', (line) => {
  expect(read(line).pieces.map(({ reading }) => reading.kind)).not.toContain('date');
});

test.each(['ship 5.5cm', 'before 5/6 cm', '最迟 5.5公斤', 'by 12.5 kg', '装运 11/12头'])(
  'a word that could stand before a date makes none of %s',
  (line) => {
    expect(read(line).pieces.map(({ reading }) => reading.kind)).not.toContain('date');
  },
);

test('with nothing known, what needs no knowledge is read all the same', () => {
  const nothing = lexiconOf({
    customers: [],
    products: [],
    containerTypes: ['40RH'],
    ports: [],
    stages: [],
    people: [],
  });
  expect(
    described(recognise('Qasr 5/6 garlic 10kg mesh 2x40RH CFR Jebel Ali 28/11', nothing, today)),
  ).toEqual([
    'text: Qasr',
    'text?: 5/6 = date etd 2027-06-05 | date etd 2027-05-06 | date latest_shipment 2027-06-05 | date requested_etd 2027-06-05 | date promised_etd 2027-06-05',
    'text: garlic',
    'packing: 10kg mesh = 10 kg mesh',
    'containers: 2x40RH = 2x40RH',
    'incoterm: CFR = CFR',
    'port: Jebel Ali = Jebel Ali (discharge)',
    'date: 28/11 = etd 2026-11-28',
  ]);
});
