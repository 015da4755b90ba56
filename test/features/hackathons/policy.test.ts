// The matrix of phases as one table: every right in every phase, before and after, with extensions and grace.
import {
  type Facts,
  GRACE_MINUTES,
  mayNow,
  openPhases,
  PHASES,
  type PhaseKey,
  type Right,
  ROLES,
  type Role,
} from '../../../src/features/hackathons/hackathons.policy';

const START = Date.UTC(2026, 10, 1, 9);
const DAY = 24 * 3_600_000;
/** One day each, one after the other, with a day between. */
const phases = PHASES.map((key, index) => ({
  key,
  opens: new Date(START + 2 * index * DAY),
  closes: new Date(START + (2 * index + 1) * DAY),
}));
const within = (key: PhaseKey) => new Date(START + (2 * PHASES.indexOf(key) + 0.5) * DAY);
const end = (key: PhaseKey) => new Date(START + (2 * PHASES.indexOf(key) + 1) * DAY);

// domain.md, “Phases are rights”.
const MATRIX: Record<Right, { roles: readonly Role[] | 'anyone'; phases: readonly PhaseKey[] }> = {
  collectEvidence: { roles: ['participant', 'expert'], phases: ['inquiry'] },
  joinHackathon: { roles: 'anyone', phases: ['inquiry', 'teams'] },
  formTeams: { roles: ['participant'], phases: ['teams'] },
  placePeople: { roles: ['organiser'], phases: ['teams'] },
  movePeople: { roles: ['organiser'], phases: ['teams', 'drafting'] },
  writeDraft: { roles: ['participant'], phases: ['drafting'] },
  handIn: { roles: ['participant'], phases: ['drafting'] },
  answerFeedback: { roles: ['participant'], phases: ['drafting'] },
  giveFeedback: { roles: ['expert'], phases: ['drafting'] },
  askForHelp: { roles: ['participant'], phases: ['teams', 'drafting'] },
  giveHelp: { roles: ['expert'], phases: ['teams', 'drafting'] },
  talkInRoom: {
    roles: ['participant', 'expert', 'moderator'],
    phases: ['teams', 'drafting', 'judging', 'deliberation'],
  },
  scoreSheets: { roles: ['juror'], phases: ['judging'] },
  vote: { roles: 'anyone', phases: ['judging'] },
  voteToTheEnd: { roles: 'anyone', phases: ['judging', 'deliberation'] },
  seeAllSheets: { roles: ['juror', 'organiser'], phases: ['deliberation', 'results'] },
  publishResults: { roles: ['organiser'], phases: ['deliberation', 'results'] },
  sendRecommendation: { roles: ['organiser'], phases: ['results', 'follow-up'] },
  answerRecommendation: { roles: ['authority'], phases: ['results', 'follow-up'] },
};

const facts = (given: Partial<Facts> & { now: Date }): Facts => ({
  openedAt: new Date(START - DAY),
  phases,
  roles: [],
  ...given,
});
const CASES = (Object.keys(MATRIX) as Right[]).flatMap((right) =>
  PHASES.flatMap((key) => ROLES.map((role) => [right, key, role] as const)),
);

test.each(CASES)('%s in %s for a %s follows the matrix', (right, key, role) => {
  const rule = MATRIX[right];
  const allowed = (rule.roles === 'anyone' || rule.roles.includes(role)) && rule.phases.includes(key);
  expect(mayNow(facts({ now: within(key), roles: [role] }), right).ok).toBe(allowed);
});

const RIGHTS = Object.keys(MATRIX) as Right[];

test.each(RIGHTS)('%s: too early before everything, too late after everything, with the time', (right) => {
  const early = mayNow(facts({ now: new Date(START - 1), roles: ROLES }), right);
  const first = phases.find((phase) => MATRIX[right].phases.includes(phase.key))!;
  expect(early).toEqual({ ok: false, key: 'tooEarly', at: first.opens });
  const late = mayNow(facts({ now: end('follow-up'), roles: ROLES }), right);
  expect(late).toEqual({ ok: false, key: 'tooLate', at: end(MATRIX[right].phases.at(-1)!) });
});

test.each(RIGHTS)('%s is refused to everybody before the hackathon is open', (right) => {
  for (const key of PHASES)
    expect(mayNow(facts({ now: within(key), roles: ROLES, openedAt: null }), right)).toEqual({
      ok: false,
      key: 'notOpen',
    });
});

test('the first moment of a phase counts, its last does not', () => {
  const teams = phases[1]!;
  const at = (now: Date) => mayNow(facts({ now, roles: ['participant'] }), 'formTeams');
  expect(at(teams.opens)).toEqual({ ok: true, until: teams.closes });
  expect(at(new Date(teams.closes.getTime() - 1)).ok).toBe(true);
  expect(at(teams.closes).ok).toBe(false);
});

test('rooms stay open in the days between phases', () => {
  const between = new Date(end('drafting').getTime() + DAY / 2);
  expect(openPhases(phases, between)).toEqual([]);
  expect(mayNow(facts({ now: between, roles: ['participant'] }), 'talkInRoom').ok).toBe(true);
  expect(mayNow(facts({ now: between, roles: ['participant'] }), 'writeDraft').ok).toBe(false);
});

test('an extension moves the end for one team and one phase, and never to an earlier time', () => {
  const now = new Date(end('drafting').getTime() + 60_000);
  const until = new Date(end('drafting').getTime() + DAY);
  const given = (phase: PhaseKey, to: Date) =>
    mayNow(facts({ now, roles: ['participant'], extensions: [{ phase, until: to }] }), 'writeDraft');
  expect(given('drafting', until)).toEqual({ ok: true, until });
  expect(given('teams', until).ok).toBe(false);
  const early = new Date(within('drafting').getTime() - 3_600_000);
  const inside = facts({
    now: within('drafting'),
    roles: ['participant'],
    extensions: [{ phase: 'drafting', until: early }],
  });
  expect(mayNow(inside, 'writeDraft').ok).toBe(true);
});

test('a hand-in that arrived in time may finish within the grace, and nothing else may', () => {
  const closes = end('drafting').getTime();
  const late = (minutes: number, arrivedBefore: number, right: Right) =>
    mayNow(
      facts({
        now: new Date(closes + minutes * 60_000),
        arrivedAt: new Date(closes - arrivedBefore),
        roles: ['participant'],
      }),
      right,
    ).ok;
  expect(late(GRACE_MINUTES - 1, 1, 'handIn')).toBe(true);
  expect(late(GRACE_MINUTES, 1, 'handIn')).toBe(false);
  expect(late(1, 0, 'handIn')).toBe(false);
  expect(late(1, 1, 'writeDraft')).toBe(false);
});

test('a phase without an end stays open', () => {
  const open = facts({
    now: new Date(START + 400 * DAY),
    roles: ['authority'],
    phases: [{ key: 'follow-up', opens: new Date(START), closes: null }],
  });
  expect(mayNow(open, 'answerRecommendation')).toEqual({ ok: true, until: null });
});
