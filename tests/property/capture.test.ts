import fc from 'fast-check';
import { expect, test } from 'vitest';
import { choose, isMoney, type Capture, type Reading } from '../../shared/capture/capture.ts';
import { captureRows } from '../../shared/capture/capture-rows.ts';
import { draftOf } from '../../shared/capture/draft.ts';
import { fillsOf } from '../../shared/capture/fills.ts';
import { lexiconOf } from '../../shared/capture/lexicon.ts';
import { longestLine, recognise } from '../../shared/capture/recognise.ts';
import { sampleKnown } from '../../shared/capture/test-known.ts';
import vectors from '../../shared/capture/vectors.json' with { type: 'json' };
import { fieldOf, splitChange } from '../../shared/model/documents.ts';
import { fits } from '../../shared/model/fits.ts';

const lexicon = lexiconOf(await sampleKnown());
const { today } = vectors;

/** Pieces of real lines put together anyhow, signs that join figures, and anything at all. */
const written = vectors.groups.flatMap((group) => group.lines.map(({ line }) => line));
const word = fc.constantFrom(...new Set(written.flatMap((line) => line.split(/\s+/))));
const sign = fc.constantFrom(
  ' ',
  '',
  '/',
  '-',
  '.',
  ',',
  '、',
  'x',
  '*',
  '%',
  '$',
  '箱',
  '月',
  '号',
  'kg',
  '\t',
  '\n',
);
const anything = fc.string({ unit: 'binary', maxLength: 8 });
const line = fc
  .array(
    fc.oneof(
      { weight: 6, arbitrary: word },
      { weight: 4, arbitrary: sign },
      { weight: 1, arbitrary: anything },
    ),
    {
      maxLength: 30,
    },
  )
  .chain((parts) => fc.constantFrom(parts.join(' '), parts.join('')));

/** A capture in which a person has chosen among what was offered. */
const capture = fc
  .tuple(line, fc.array(fc.nat({ max: 4 }), { maxLength: 20 }))
  .map(([text, choices]): Capture => {
    const read = recognise(text, lexicon, today);
    return choices.reduce((chosen, choice, index) => {
      const alternatives: readonly Reading[] = chosen.pieces[index]?.alternatives ?? [];
      const reading = choice === 0 ? undefined : alternatives[choice - 1];
      return reading ? choose(chosen, index, reading) : chosen;
    }, read);
  });

test('pieces cover a line without gap or overlap, and no spot is empty', () => {
  fc.assert(
    fc.property(fc.oneof(line, fc.string({ unit: 'binary', maxLength: 3000 })), (text) => {
      const { pieces } = recognise(text, lexicon, today);
      expect(pieces.map((piece) => piece.text).join('')).toBe(text);
      let at = 0;
      for (const piece of pieces) {
        expect([piece.from, piece.text]).toEqual([at, text.slice(piece.from, piece.to)]);
        expect(piece.to).toBeGreaterThan(piece.from);
        at = piece.to;
      }
      expect(at).toBe(text.length);
    }),
    { numRuns: 400 },
  );
});

test('reading the same line twice gives the same', () => {
  fc.assert(
    fc.property(line, (text) => {
      expect(recognise(text, lexicon, today)).toEqual(recognise(text, lexicon, today));
    }),
  );
});

test('beyond the longest line nothing is read', () => {
  fc.assert(
    fc.property(line, line, (head, tail) => {
      const text = head.slice(0, longestLine).padEnd(longestLine, ' ') + tail;
      const late = recognise(text, lexicon, today).pieces.filter(({ to }) => to > longestLine);
      expect(late.every(({ reading }) => reading.kind === 'text' || reading.kind === 'space')).toBe(true);
    }),
  );
});

test('every value of a draft, whatever was chosen, is one its field can hold', () => {
  fc.assert(
    fc.property(capture, (chosen) => {
      const { set } = draftOf(chosen, fillsOf(chosen, lexicon), lexicon, Math.random);
      for (const [path, value] of Object.entries(set)) {
        const field = fieldOf('order', path);
        expect(field !== null && fits(field, value), `${path} = ${value}`).toBe(true);
      }
    }),
    { numRuns: 400 },
  );
});

/** What a piece brings into the draft. */
function valuesOf(reading: Reading): readonly string[] {
  switch (reading.kind) {
    case 'customer':
      return [reading.customer];
    case 'product':
      return [reading.product];
    case 'counts':
      return reading.counts;
    case 'cartons':
      return [reading.cartons];
    case 'weight':
      return [reading.kg];
    case 'containers':
      return [reading.type];
    case 'incoterm':
      return [reading.incoterm];
    case 'port':
      return [reading.port];
    case 'date':
      return [reading.date];
    case 'payment':
      return [reading.payment];
    case 'tolerance':
      return [reading.tolerance];
    case 'setPoint':
      return [reading.celsius];
    case 'ventilation':
      return [reading.ventilation];
    case 'stage':
      return [reading.stage];
    case 'owner':
      return [reading.owner];
    case 'packing':
    case 'price':
    case 'money':
    case 'text':
    case 'space':
      return [];
  }
}

test('nothing is lost: a piece is in the draft, in the text that is kept, or told as money', () => {
  fc.assert(
    fc.property(capture, (chosen) => {
      const { set, rest, withheld } = draftOf(chosen, [], lexicon, Math.random);
      const values = Object.values(set).join('\n');
      for (const piece of chosen.pieces) {
        const kept = rest.some((text) => text.includes(piece.text)) || withheld.includes(piece);
        if (piece.reading.kind === 'text' || piece.reading.kind === 'money') expect(kept).toBe(true);
        expect(kept || valuesOf(piece.reading).every((value) => values.includes(value)), piece.text).toBe(
          true,
        );
      }
    }),
    { numRuns: 400 },
  );
});

test('money that was recognised is in commercial paths or withheld, never in text', () => {
  fc.assert(
    fc.property(capture, (chosen) => {
      const { set, rest, withheld } = draftOf(chosen, [], lexicon, Math.random);
      const commercial = splitChange('order', { set }).get('commercial')?.set ?? {};
      const money = chosen.pieces.filter(({ reading }) => isMoney(reading));
      expect(withheld.every((piece) => money.includes(piece))).toBe(true);
      expect(money.length === 0 || withheld.length > 0 || Object.keys(commercial).length > 0).toBe(true);
      // Each is cut out: the texts left are those of the other pieces.
      const others = chosen.pieces.filter((piece) => !money.includes(piece)).map(({ text }) => text);
      for (const text of rest) expect(others.join('').includes(text)).toBe(true);
    }),
    { numRuns: 400 },
  );
});

test('rows lose nothing but line ends and the space around them', () => {
  fc.assert(
    fc.property(
      fc.array(fc.string({ unit: fc.constantFrom('a', 'b', ' ', '箱', '-') }), { maxLength: 8 }),
      (rows) => {
        const filled = rows.map((row) => row.trim()).filter((row) => row !== '');
        expect(captureRows(rows.join('\n'))).toEqual(filled);
      },
    ),
  );
});
