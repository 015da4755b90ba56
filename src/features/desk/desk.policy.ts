// What waits for a person and what comes first: pure rules of the desk. Every role finds one next step.
import { type Facts, isOpen, mayNow, type PhaseKey, type Right } from '../hackathons/hackathons.policy';
import { VOTE_RIGHT } from '../votes/votes.policy';
import type { Standing, Waiting } from './desk.tables';

/** One thing that waits. `key` names the messages `desk.matters.<key>.heading | text | act`. */
export interface Matter {
  key: string;
  href: string;
  icon: string;
  params: Record<string, string | number>;
  /** When it ends, if it does. */
  until: Date | null;
}

/** Running hackathons before those to come, those before finished ones. */
export function latestFirst<T extends Pick<Standing, 'phases' | 'opened_at'>>(
  standings: T[],
  now: Date,
): T[] {
  const rank = (one: T) => {
    if (one.phases.some((phase) => !['results', 'follow-up'].includes(phase.key) && isOpen(phase, now)))
      return 0;
    if (one.opened_at === null || one.phases.some((phase) => phase.opens > now)) return 1;
    return 2;
  };
  return [...standings].sort((a, b) => rank(a) - rank(b));
}

const SECTIONS = 7;

/** Everything that waits for the person in one hackathon, the most pressing first. */
export function mattersOf(standing: Standing, waiting: Waiting, now: Date): Matter[] {
  const facts: Facts = { openedAt: standing.opened_at, phases: standing.phases, roles: standing.roles, now };
  return [
    ...forModeration(standing, waiting),
    ...forParticipant(standing, waiting, facts),
    ...forExpert(standing, waiting, facts),
    ...forJuror(standing, waiting, facts),
    ...forAuthority(standing, waiting),
    ...forOrganiser(standing, waiting, facts),
    ...forVoter(standing, waiting, facts),
  ];
}

const until = (facts: Facts, right: Right): Date | null => {
  const verdict = mayNow(facts, right);
  return verdict.ok ? verdict.until : null;
};

const may = (facts: Facts, right: Right): boolean => mayNow(facts, right).ok;

function forParticipant({ slug, team, roles }: Standing, waiting: Waiting, facts: Facts): Matter[] {
  if (!roles.includes('participant')) return [];
  const matters: Matter[] = [];
  const add = (key: string, href: string, icon: string, right: Right | null, params = {}) =>
    matters.push({ key, href, icon, params, until: right ? until(facts, right) : null });
  if (waiting.published_at && team) add('readResults', `/hackathons/${slug}/results`, 'answer', null);
  if (!team) {
    if (may(facts, 'formTeams')) add('findTeam', `/hackathons/${slug}/teams`, 'people', 'formTeams');
    else if (may(facts, 'collectEvidence'))
      add('collect', `/hackathons/${slug}/evidence`, 'search', 'collectEvidence');
    return matters;
  }
  const proposal = `/teams/${team.id}/submission`;
  const writing = may(facts, 'writeDraft');
  const whole = waiting.filled >= SECTIONS;
  if (team.captain && waiting.captaincy_due)
    matters.push({
      key: 'sayHere',
      href: `/teams/${team.id}/roster`,
      icon: 'flag',
      params: {},
      until: waiting.captaincy_due,
    });
  if (team.captain && waiting.requests > 0 && may(facts, 'formTeams'))
    add('answerRequests', `/teams/${team.id}`, 'hand', 'formTeams', { count: waiting.requests });
  if (writing && waiting.advice > 0)
    add('answerAdvice', `${proposal}#advice`, 'talk', 'writeDraft', { count: waiting.advice });
  if (writing && whole && !waiting.handed_in_at) add('handIn', proposal, 'send', 'handIn');
  // Rooms always have something new: what somebody waits for comes first.
  if (waiting.news > 0) add('readRoom', `/teams/${team.id}/room`, 'talk', null, { count: waiting.news });
  if (writing && !whole)
    add('write', proposal, 'write', 'writeDraft', {
      count: SECTIONS - waiting.filled,
      done: waiting.filled,
    });
  if (!writing && may(facts, 'collectEvidence'))
    add('collect', `/hackathons/${slug}/evidence`, 'search', 'collectEvidence');
  return matters;
}

function forExpert({ slug, roles }: Standing, waiting: Waiting, facts: Facts): Matter[] {
  if (!roles.includes('expert')) return [];
  const matters: Matter[] = waiting.claims.map((claim) => ({
    key: 'helpNow',
    href: `/teams/${claim.team_id}/room`,
    icon: 'talk',
    params: { team: claim.team },
    until: null,
  }));
  if (waiting.help_open > 0 && may(facts, 'giveHelp'))
    matters.push({
      key: 'claimHelp',
      href: `/hackathons/${slug}/help-requests`,
      icon: 'hand',
      params: { count: waiting.help_open, team: waiting.help_oldest_team ?? '' },
      until: null,
    });
  return matters;
}

/** Before everything else: somebody may be in danger. */
function forModeration({ slug }: Standing, waiting: Waiting): Matter[] {
  if (waiting.reports === 0) return [];
  const href = `/hackathons/${slug}/reports`;
  return [{ key: 'decideReports', href, icon: 'flag', params: { count: waiting.reports }, until: null }];
}

function forJuror({ roles }: Standing, waiting: Waiting, facts: Facts): Matter[] {
  if (!roles.includes('juror') || waiting.sheets_open === 0 || !may(facts, 'scoreSheets')) return [];
  return [
    {
      key: 'score',
      href: `/sheets/${waiting.next_sheet}`,
      icon: 'scales',
      params: { count: waiting.sheets_open, team: waiting.next_sheet_title ?? '' },
      until: until(facts, 'scoreSheets'),
    },
  ];
}

function forAuthority({ roles }: Standing, waiting: Waiting): Matter[] {
  if (!roles.includes('authority') || waiting.mine_unanswered === 0) return [];
  return [
    {
      key: 'answer',
      href: `/recommendations/${waiting.next_answer}`,
      icon: 'answer',
      params: { count: waiting.mine_unanswered },
      until: null,
    },
  ];
}

function forOrganiser(standing: Standing, waiting: Waiting, facts: Facts): Matter[] {
  if (!standing.roles.includes('organiser')) return [];
  const at = `/hackathons/${standing.slug}`;
  const matters: Matter[] = [];
  const add = (key: string, href: string, icon: string, params = {}, end: Date | null = null) =>
    matters.push({ key, href, icon, params, until: end });
  if (standing.opened_at === null) {
    if (waiting.challenges === 0) add('writeQuestion', `${at}/challenges/new`, 'question');
    else add('open', at, 'door', { count: waiting.challenges });
    if (waiting.criteria === 0) add('writeCriteria', `${at}/criteria`, 'scales');
    return matters;
  }
  if (waiting.help_open > 0)
    add('teamsWait', `${at}/help-requests`, 'hand', {
      count: waiting.help_open,
      team: waiting.help_oldest_team ?? '',
    });
  if (waiting.removal) add('hearObjection', `/removals/${waiting.removal}`, 'hand');
  if (waiting.questions > 0) add('ageQuestions', `${at}/people`, 'question', { count: waiting.questions });
  // Free seats can still be given after the lock.
  if (waiting.without_team > 0 && may(facts, 'movePeople'))
    add(
      'place',
      `${at}/people-without-team`,
      'people',
      { count: waiting.without_team },
      until(facts, may(facts, 'placePeople') ? 'placePeople' : 'movePeople'),
    );
  if (waiting.below_minimum > 0 && may(facts, 'placePeople'))
    add('smallTeams', `${at}/people-without-team`, 'seat', { count: waiting.below_minimum });
  if (waiting.criteria === 0) add('writeCriteria', `${at}/criteria`, 'scales');
  const judging = facts.phases.find((phase) => phase.key === 'judging');
  const inJudging = judging !== undefined && judging.opens <= facts.now;
  if (inJudging && !waiting.published_at) {
    if (waiting.unassigned > 0) add('assign', `${at}/assignments`, 'scales', { count: waiting.unassigned });
    if (waiting.sheets_missing > 0)
      add('sheetsMissing', `${at}/assignments`, 'clock', { count: waiting.sheets_missing }, judging.closes);
    if (may(facts, 'publishResults'))
      add(waiting.without_feedback > 0 ? 'writeFeedback' : 'publish', `${at}/results/publication`, 'answer', {
        count: waiting.without_feedback,
      });
  }
  if (waiting.published_at && waiting.recommended === 0) add('recommend', `${at}/results`, 'send');
  if (waiting.unanswered > 0)
    add('answerAwaited', `${at}/recommendations`, 'clock', { count: waiting.unanswered });
  return matters;
}

function forVoter({ slug, roles, public_vote }: Standing, waiting: Waiting, facts: Facts): Matter[] {
  if (!public_vote || waiting.voted || waiting.published_at || roles.includes('juror')) return [];
  const right = VOTE_RIGHT[public_vote];
  if (!may(facts, right) || may(facts, 'handIn')) return [];
  const href = `/hackathons/${slug}/vote`;
  return [{ key: 'vote', href, icon: 'hand', params: {}, until: until(facts, right) }];
}

/** What a person can look forward to when nothing waits: the next phase that opens. */
export function comesNext(
  standing: Pick<Standing, 'phases'>,
  now: Date,
): { key: PhaseKey; opens: Date } | null {
  const next = standing.phases
    .filter((phase) => phase.opens > now)
    .sort((a, b) => a.opens.getTime() - b.opens.getTime())[0];
  return next ? { key: next.key, opens: next.opens } : null;
}
