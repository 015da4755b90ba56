// The page of placing people in words: for each person the teams that fit, with reasons, and what a draft says.
import type { Request } from 'express';
import { bestFirst, type FitReason, fitOf } from '../seekers/seekers.fit';
import { namesIn, saidReasons } from '../seekers/seekers.view';
import type { Listed, OpenTeam } from './placement.queries';
import type { PlannedTeam } from './placement.tables';

/** How many teams a person's list offers; their own page offers all. */
const OFFERED = 12;

const reasonsIn = (req: Request, reasons: readonly FitReason[]): string[] =>
  saidReasons(req, reasons, (kind) => `placement.reason.${kind}`);

interface Ground {
  teams: readonly OpenTeam[];
  newTeams: readonly PlannedTeam[];
  seats: number;
  /** Offer every team with room, also without a common language. */
  all: boolean;
}

/** Seats that neither somebody has nor the draft gives away. */
export const leftIn = (team: OpenTeam, seats: number) => seats - team.taken - team.planned;

export function personView(req: Request, person: Listed, { teams, newTeams, seats, all }: Ground) {
  const fitting = bestFirst(
    person.id,
    teams
      .filter((team) => team.id === person.team_id || leftIn(team, seats) > 0)
      .filter((team) => !person.barred.includes(team.id))
      .map((team) => ({ ...team, fit: fitOf(person, team) })),
  );
  const planned = teams.find((team) => team.id === person.team_id);
  const founded = newTeams.find((team) => team.number === person.number);
  const near = fitting.slice(0, OFFERED);
  const rest = all
    ? teams.filter((team) => leftIn(team, seats) > 0 && !near.some(({ id }) => id === team.id))
    : [];
  if (planned && !near.some(({ id }) => id === planned.id) && !rest.includes(planned)) rest.unshift(planned);
  const option = (team: OpenTeam) => ({
    value: team.id,
    label: req.t('placement.page.option', { team: team.name, count: Math.max(0, leftIn(team, seats)) }),
  });
  const speaks = (team: PlannedTeam) => team.languages.some((tag) => person.languages.includes(tag));
  const joinable = newTeams.filter(
    (team) => team !== founded && !team.closed && team.planned < seats && (all || speaks(team)),
  );
  const newOnes = [...(founded ? [founded] : []), ...(all ? joinable : joinable.slice(0, OFFERED / 2))];
  const next = Math.max(0, ...newTeams.map((team) => team.number)) + 1;
  const aim = planned ?? founded;
  return {
    id: person.id,
    display_name: person.display_name,
    weave_seed: person.weave_seed,
    languages: namesIn(req).languages(person.languages),
    best: near.find((team) => leftIn(team, seats) > 0) ?? null,
    planned: aim ? { name: aim.name, href: planned ? `/teams/${planned.id}` : null } : null,
    chosen: person.team_id ?? (person.number === null ? '' : `new-${person.number}`),
    stranger: person.stranger === true,
    reasons: planned ? reasonsIn(req, fitOf(person, planned).reasons) : [],
    options: [
      ...near.map(option),
      ...rest.map(option),
      ...newOnes.map((team) => ({ value: `new-${team.number}`, label: team.name })),
      { value: `new-${next}`, label: req.t('placement.aNewTeam') },
    ],
    more: !all && teams.length > near.length,
  };
}

/** What an organiser should know before the draft is applied. */
export function warningsOf(
  req: Request,
  given: {
    teams: readonly OpenTeam[];
    newTeams: readonly PlannedTeam[];
    min: number;
    strangers: number;
    open: number;
  },
): string[] {
  const { teams, newTeams, min, strangers, open } = given;
  const small = teams.filter(({ taken, planned }) => planned > 0 && taken + planned < min).length;
  const closed = newTeams.filter((team) => team.closed).length;
  const tooFew = newTeams.filter((team) => !team.closed && team.planned < min).length;
  const alone = teams.filter(({ taken, planned }) => planned === 0 && taken < min).length;
  return [
    ...(strangers > 0 ? [req.t('placement.warning.strangers', { count: strangers })] : []),
    ...(open > 0 ? [req.t('placement.warning.open', { count: open })] : []),
    ...(small > 0 ? [req.t('placement.warning.small', { count: small })] : []),
    ...(closed > 0 ? [req.t('placement.warning.closed', { count: closed })] : []),
    ...(tooFew > 0 ? [req.t('placement.warning.tooFew', { count: tooFew })] : []),
    ...(alone > 0 ? [req.t('placement.warning.alone', { count: alone })] : []),
  ];
}
