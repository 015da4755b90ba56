// “May this person do this now, and if not, when and why”: the matrix of phases as one pure function.
// Pages, sockets, jobs and JSON ask here. Team facts (member, captain, adviser) are asked by their features.

export const PHASES = [
  'inquiry',
  'teams',
  'drafting',
  'judging',
  'deliberation',
  'results',
  'follow-up',
] as const;
export type PhaseKey = (typeof PHASES)[number];

export const ROLES = ['participant', 'expert', 'juror', 'moderator', 'organiser', 'authority'] as const;
export type Role = (typeof ROLES)[number];

export interface Phase {
  key: PhaseKey;
  opens: Date;
  /** null: stays open. */
  closes: Date | null;
}

export interface Facts {
  /** When the organiser opened the hackathon to the public; null before. */
  openedAt: Date | null;
  phases: readonly Phase[];
  roles: readonly Role[];
  now: Date;
  /** When the request arrived, for hand-ins and uploads that take long. */
  arrivedAt?: Date;
  /** Later ends granted to this person's team. */
  extensions?: readonly { phase: PhaseKey; until: Date }[];
}

/** What a phase lets people do, and who they must be. */
const RIGHTS = {
  collectEvidence: { roles: ['participant', 'expert'], phases: ['inquiry'] },
  joinHackathon: { roles: [], phases: ['inquiry', 'teams'] },
  formTeams: { roles: ['participant'], phases: ['teams'] },
  placePeople: { roles: ['organiser'], phases: ['teams'] },
  movePeople: { roles: ['organiser'], phases: ['teams', 'drafting'], span: true },
  writeDraft: { roles: ['participant'], phases: ['drafting'] },
  handIn: { roles: ['participant'], phases: ['drafting'], grace: true },
  answerFeedback: { roles: ['participant'], phases: ['drafting'] },
  giveFeedback: { roles: ['expert'], phases: ['drafting'] },
  askForHelp: { roles: ['participant'], phases: ['teams', 'drafting'] },
  giveHelp: { roles: ['expert'], phases: ['teams', 'drafting'] },
  talkInRoom: {
    roles: ['participant', 'expert', 'moderator'],
    phases: ['teams', 'drafting', 'judging', 'deliberation'],
    span: true,
  },
  scoreSheets: { roles: ['juror'], phases: ['judging'] },
  vote: { roles: [], phases: ['judging'] },
  voteToTheEnd: { roles: [], phases: ['judging', 'deliberation'], span: true },
  seeAllSheets: { roles: ['juror', 'organiser'], phases: ['deliberation', 'results'] },
  publishResults: { roles: ['organiser'], phases: ['deliberation', 'results'] },
  sendRecommendation: { roles: ['organiser'], phases: ['results', 'follow-up'] },
  answerRecommendation: { roles: ['authority'], phases: ['results', 'follow-up'] },
} as const satisfies Record<
  string,
  {
    roles: readonly Role[];
    phases: readonly PhaseKey[];
    /** What arrived before the end may finish within GRACE_MINUTES. */
    grace?: boolean;
    /** From the opening of the first phase to the close of the last, gaps included. */
    span?: boolean;
  }
>;

export type Right = keyof typeof RIGHTS;

export const GRACE_MINUTES = 15;

export type Verdict =
  | { ok: true; until: Date | null }
  /** `key`: a message; `at`: when it opens or when it closed. */
  | { ok: false; key: 'role' | 'notOpen' | 'tooEarly' | 'tooLate'; at?: Date };

/** Whether a phase is open at `now`; its first moment counts, its last does not. */
export function isOpen(phase: Phase, now: Date): boolean {
  return phase.opens <= now && (phase.closes === null || now < phase.closes);
}

/** The phases open at `now`, in the order of the matrix. */
export function openPhases(phases: readonly Phase[], now: Date): PhaseKey[] {
  return PHASES.filter((key) => phases.some((phase) => phase.key === key && isOpen(phase, now)));
}

export function mayNow(facts: Facts, right: Right): Verdict {
  const rule: { roles: readonly Role[]; phases: readonly PhaseKey[]; grace?: boolean; span?: boolean } =
    RIGHTS[right];
  if (facts.openedAt === null) return { ok: false, key: 'notOpen' };
  if (rule.roles.length > 0 && !rule.roles.some((role) => facts.roles.includes(role)))
    return { ok: false, key: 'role' };
  return inPhases(facts, rule);
}

function inPhases(
  facts: Facts,
  rule: { phases: readonly PhaseKey[]; grace?: boolean; span?: boolean },
): Verdict {
  const asked = facts.phases
    .filter((phase) => rule.phases.includes(phase.key))
    .map((phase) => extended(phase, facts.extensions ?? []));
  const periods = rule.span ? spanned(asked) : asked;
  const { now } = facts;
  const open = periods.filter((phase) => isOpen(phase, now));
  if (open.length > 0) return { ok: true, until: latestEnd(open) };
  if (rule.grace && facts.arrivedAt) {
    const arrived = periods.find((phase) => isOpen(phase, facts.arrivedAt!));
    const graceEnds = arrived?.closes ? arrived.closes.getTime() + GRACE_MINUTES * 60_000 : 0;
    if (now.getTime() < graceEnds) return { ok: true, until: new Date(graceEnds) };
  }
  const next = periods.map((phase) => phase.opens).filter((opens) => opens > now);
  if (next.length > 0) return { ok: false, key: 'tooEarly', at: new Date(Math.min(...next.map(Number))) };
  const ended = periods.map((phase) => phase.closes).filter((closes) => closes !== null);
  if (ended.length === 0) return { ok: false, key: 'tooLate' };
  return { ok: false, key: 'tooLate', at: new Date(Math.max(...ended.map(Number))) };
}

function extended(phase: Phase, extensions: readonly { phase: PhaseKey; until: Date }[]): Phase {
  const until = extensions.filter((extension) => extension.phase === phase.key).map((one) => one.until);
  if (phase.closes === null || until.length === 0) return phase;
  return { ...phase, closes: new Date(Math.max(phase.closes.getTime(), ...until.map(Number))) };
}

function spanned(phases: readonly Phase[]): Phase[] {
  if (phases.length === 0) return [];
  const opens = new Date(Math.min(...phases.map((phase) => phase.opens.getTime())));
  return [{ key: phases[0]!.key, opens, closes: latestEnd(phases) }];
}

function latestEnd(phases: readonly Phase[]): Date | null {
  if (phases.some((phase) => phase.closes === null)) return null;
  return new Date(Math.max(...phases.map((phase) => phase.closes!.getTime())));
}
