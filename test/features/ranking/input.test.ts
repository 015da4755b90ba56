// What a round must be before it is ranked: the first thing wrong, and where in the file.
import { checkRound, parseRound, type RoundReading } from '../../../src/features/ranking/ranking.input';

// biome-ignore lint/suspicious/noExplicitAny: tests bend the round into shapes that must be refused
const small = (): any => ({
  scale: { min: 1, max: 5, step: 0.5 },
  criteria: [
    { id: 'clear', weight: 2 },
    { id: 'doable', weight: 1 },
  ],
  submissions: ['s1', 's2', 's3'],
  jurors: ['ann', 'ben'],
  conflicts: [{ submission: 's2', juror: 'ben' }],
  scores: [
    { submission: 's1', juror: 'ann', criterion: 'clear', score: 4 },
    { submission: 's1', juror: 'ann', criterion: 'doable', score: 2.5 },
    { submission: 's1', juror: 'ben', criterion: 'clear', score: 3 },
    { submission: 's2', juror: 'ann', criterion: 'clear', score: 5 },
    { submission: 's2', juror: 'ben', criterion: 'clear', score: 1 },
  ],
  method: 'mean',
});

const complaint = (reading: RoundReading) =>
  reading.ok ? 'accepted' : `${reading.problem.where}: ${reading.problem.what}`;

it('accepts a round with further members, without a method, and with nothing scored yet', () => {
  const { method, ...round } = small();
  expect(complaint(checkRound({ ...round, id: 'p01', scores: [], conflicts: [] }))).toBe('accepted');
  expect(checkRound({ ...round, method })).toMatchObject({ ok: true, round: { method: 'mean' } });
});

it('accepts steps that binary fractions cannot hold exactly', () => {
  const round = small();
  round.scale = { min: 0.1, max: 0.9, step: 0.1 };
  for (let i = 0; i < 5; i++) round.scores[i].score = [0.3, 0.6, 0.7, 0.8, 0.9][i];
  expect(complaint(checkRound(round))).toBe('accepted');
});

describe('a round is refused, saying what and where:', () => {
  // biome-ignore lint/suspicious/noExplicitAny: see small()
  const cases: [string, (round: any) => unknown, string][] = [
    [
      'an unknown method',
      (r) => (r.method = 'magic'),
      '$.method: expected one of "calibrated"|"mean"|"median"',
    ],
    ['no scores member', (r) => delete r.scores, '$.scores: is missing'],
    ['no conflicts member', (r) => delete r.conflicts, '$.conflicts: is missing'],
    ['empty criteria', (r) => (r.criteria = []), '$.criteria: must name at least one criterion'],
    ['a weight of 0', (r) => (r.criteria[1].weight = 0), '$.criteria[1].weight: must be greater than 0'],
    ['a negative weight', (r) => (r.criteria[0].weight = -1), '$.criteria[0].weight: must be greater than 0'],
    [
      'a score that is text',
      (r) => (r.scores[1].score = '4'),
      '$.scores[1].score: expected number, received string',
    ],
    [
      'a score of null, as NaN becomes',
      (r) => (r.scores[2].score = NaN),
      '$.scores[2].score: expected number',
    ],
    ['a score below', (r) => (r.scores[2].score = 0.5), '$.scores[2].score: 0.5 is outside the scale 1 to 5'],
    ['a score above', (r) => (r.scores[2].score = 5.5), '$.scores[2].score: 5.5 is outside the scale 1 to 5'],
    [
      'a score between steps',
      (r) => (r.scores[0].score = 3.7),
      '$.scores[0].score: 3.7 is not on a step of 0.5 from 1',
    ],
    [
      'an unknown submission',
      (r) => (r.scores[0].submission = 's9'),
      '$.scores[0].submission: "s9" is not among',
    ],
    [
      'an unknown juror',
      (r) => (r.scores[4].juror = 'zoë'),
      '$.scores[4].juror: "zoë" is not among $.jurors',
    ],
    ['an unknown criterion', (r) => (r.scores[4].criterion = 'x'), '$.scores[4].criterion: "x" is not among'],
    [
      'an unknown juror in conflict',
      (r) => (r.conflicts[0].juror = 'x'),
      '$.conflicts[0].juror: "x" is not among',
    ],
    [
      'a score given twice',
      (r) => r.scores.push(r.scores[1]),
      '$.scores[5]: "ann" has already scored "doable" of "s1" at $.scores[1]',
    ],
    [
      'a submission named twice',
      (r) => r.submissions.push('s1'),
      '$.submissions[3]: "s1" is already at $.submissions[0]',
    ],
    ['a juror named twice', (r) => r.jurors.push('ben'), '$.jurors[2]: "ben" is already at $.jurors[1]'],
    [
      'a criterion named twice',
      (r) => (r.criteria[1].id = 'clear'),
      '$.criteria[1].id: "clear" is already at',
    ],
    ['an empty id', (r) => (r.jurors[0] = ''), '$.jurors[0]: must not be empty'],
    ['a scale upside down', (r) => (r.scale.max = 0), '$.scale.max: 0 must be greater than min 1'],
    ['a step of 0', (r) => (r.scale.step = 0), '$.scale.step: 0 must be greater than 0'],
  ];
  it.each(cases)('%s', (_, bend, message) => {
    const round = small();
    bend(round);
    expect(complaint(checkRound(round))).toContain(message);
  });

  it.each([
    ['text that is not JSON', '{"scale":\n{]', '$: is not JSON'],
    [
      'an infinite score',
      JSON.stringify(small()).replace('"score":5', '"score":1e999'),
      '$.scores[3].score: expected number',
    ],
    ['NaN written out', JSON.stringify(small()).replace('"score":5', '"score":NaN'), '$: is not JSON'],
    ['an empty file', '', '$: is not JSON'],
    ['a list', '[]', '$: expected object, received array'],
  ])('%s', (_, text, message) => {
    expect(complaint(parseRound(text))).toContain(message);
  });
});
