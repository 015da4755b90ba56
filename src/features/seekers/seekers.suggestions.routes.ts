// What stands on the pages of teams: teams for somebody without one, and people for a team.
import type { Request } from 'express';
import type { Deps } from '../../deps';
import { textIn } from '../../i18n/locales';
import { requirePerson } from '../../web/request';
import { part } from '../../web/show';
import { challengesOf } from '../challenges/challenges.queries';
import { type Facts, mayNow } from '../hackathons/hackathons.policy';
import type { Visited } from '../hackathons/hackathons.visit';
import { membersOfTeams } from '../teams/teams.queries';
import { clothOf, type OfTeam, seatWords, type Viewer, wayFor } from '../teams/teams.view';
import type { FitPerson } from './seekers.fit';
import { cardOf, ownTeam, shownCards, teamsToSuggest } from './seekers.queries';
import type { SeekerCard, SeekerRow } from './seekers.tables';
import { cardView, peopleFor, reasonWords, teamsFor } from './seekers.view';

/** So many teams stand above the list, so many people on the page of a team. */
const SHOWN_TEAMS = 3;
const SHOWN_PEOPLE = 5;

/** What a person said on their card, else when they joined. */
const personFacts = (id: string, card: SeekerRow | undefined, spoken: readonly string[]): FitPerson => ({
  id,
  languages: card?.languages ?? spoken,
  challenges: card?.challenges ?? [],
  times: card?.times ?? [],
  skills: card?.skills ?? [],
});

const shows = (card: SeekerRow | undefined) => card !== undefined && card.hidden_at === null;

async function teamsPart(deps: Deps, req: Request, place: Visited, viewer: Viewer) {
  const { hackathon, version } = place;
  const person = requirePerson(req);
  const card = await cardOf(deps.db, hackathon.id, person.id);
  const teams = await deps.kept.get(`fitting ${hackathon.id}`, version, () =>
    teamsToSuggest(deps.db, hackathon.id, hackathon.seats_max),
  );
  const asked = viewer.requests.map((request) => request.team_id);
  const others = teams.filter(({ id }) => !asked.includes(id) && !viewer.removedFrom.includes(id));
  const found = teamsFor(
    `${person.id} ${hackathon.id}`,
    personFacts(person.id, card, viewer.spoken),
    others,
    SHOWN_TEAMS,
  );
  const ids = found.map((team) => team.id);
  const members = await membersOfTeams(deps.db, ids);
  const seats = hackathon.seats_max;
  const shown = found.map((team) => ({
    id: team.id,
    name: team.name,
    question: textIn(team.challenge_title, req.locale, hackathon.languages),
    seats: seatWords(req, team.taken, seats),
    way: wayFor(team, seats, viewer),
    fit: { good: true, texts: reasonWords(req, team.fit.reasons, 'team') },
  }));
  const cloths = found.map((team) => [team.id, clothOf(team, seats, members.get(team.id) ?? [])]);
  const html = part(req, 'seekers/_teams', {
    slug: hackathon.slug,
    teams: shown,
    html: { cloths: Object.fromEntries(cloths) },
    any: teams.length > 0,
    shows: shows(card),
  });
  return { html: Buffer.from(html), teams: ids };
}

/** Cards that teams of this hackathon see; kept for as long as nothing of the hackathon changed. */
export function cardsOf(deps: Deps, req: Request, hackathonId: string): Promise<SeekerCard[]> {
  const version = req.visit?.place?.version;
  const read = () => shownCards(deps.db, hackathonId);
  return Promise.resolve(
    version === undefined ? read() : deps.kept.get(`cards ${hackathonId}`, version, read),
  );
}

/** Cards go when teams close for everybody: more time for one team shows it no more of them. */
export const cardsAreOut = (facts: Facts): boolean =>
  mayNow({ ...facts, roles: ['participant'], extensions: [] }, 'formTeams').ok;

/** Whether people of this team may look for others now. */
export const looksForPeople = ({ team, hackathon, facts, members }: OfTeam): boolean =>
  team.archived_at === null && members.length < hackathon.seats_max && cardsAreOut(facts);

/** The best first, each with what there is between them and the team; `invitedTo` for its captain. */
export async function rankedFor(
  deps: Deps,
  req: Request,
  { team, members }: Pick<OfTeam, 'team' | 'members'>,
  cards: readonly SeekerCard[],
  most?: number,
) {
  const { has, waiting } = await ownTeam(deps.db, team.id);
  const { id, languages, times, seeks } = team;
  const found = peopleFor({ id, challenge: team.challenge_id, languages, times, seeks, has }, cards, most);
  const own = requirePerson(req).id;
  const captain = members.some((member) => member.id === own && member.captain);
  return found.map((card) => ({
    ...card,
    between: waiting[card.id] ?? null,
    invitedTo: captain && !waiting[card.id] ? team.id : null,
  }));
}

/** A part of a team's page, for its members. */
export async function peoplePart(deps: Deps, req: Request, given: OfTeam): Promise<string> {
  if (!looksForPeople(given)) return '';
  const { hackathon, team } = given;
  const cards = await cardsOf(deps, req, hackathon.id);
  const found = await rankedFor(deps, req, given, cards, SHOWN_PEOPLE);
  const challenges = found.length > 0 ? await challengesOf(deps.db, hackathon.id) : [];
  return part(req, 'seekers/_people', {
    teamId: team.id,
    people: found.map((card) => cardView(req, card, challenges, hackathon)),
  });
}

/** A part of the list of teams; kept for each reader as long as nothing of the hackathon changed. */
export async function suggestedTeams(
  deps: Deps,
  req: Request,
  place: Visited,
  viewer: Viewer,
): Promise<{ html: Buffer; teams: string[] }> {
  const person = requirePerson(req);
  const key = `fits ${req.locale} ${place.hackathon.id} ${person.id} ${viewer.spoken}`;
  return deps.kept.get(key, place.version, () => teamsPart(deps, req, place, viewer));
}
