// Nobody is left alone: people without a team and small teams, as organisers see them.
import type { RequestHandler } from 'express';
import type { Deps } from '../../deps';
import { done, orFormAgain } from '../../web/answers';
import { read } from '../../web/forms';
import { queryText, requirePerson } from '../../web/request';
import { show } from '../../web/show';
import type { Site } from '../../web/site';
import { mayNow } from '../hackathons/hackathons.policy';
import { requireOrganiser } from '../hackathons/hackathons.rights';
import { placementInput } from './teams.input';
import {
  type OpenSeats,
  PAGE,
  peopleWithoutTeam,
  type Seatless,
  teamsWithFreeSeats,
} from './teams.list.queries';
import { hackathonOf } from './teams.list.routes';
import { placePerson } from './teams.seats.actions';

/** The team that shares most languages with somebody; among equals the smallest. */
export function bestTeam(person: Pick<Seatless, 'languages'>, teams: readonly OpenSeats[]): OpenSeats | null {
  const shared = (team: OpenSeats) => team.languages.filter((tag) => person.languages.includes(tag)).length;
  return teams.reduce<OpenSeats | null>(
    (best, team) => (best === null || shared(team) > shared(best) ? team : best),
    null,
  );
}

export function organiserRoutes(site: Site, deps: Deps): void {
  const page: RequestHandler = async (req, res) => {
    const { hackathon, facts } = await hackathonOf(deps, req);
    requireOrganiser(hackathon, facts.roles);
    const after = queryText(req, 'after');
    const found = await peopleWithoutTeam(deps.db, hackathon.id, after ? { after } : {});
    const teams = await teamsWithFreeSeats(deps.db, hackathon.id, hackathon.seats_max);
    const people = found.slice(0, PAGE);
    const locals = {
      slug: hackathon.slug,
      people: people.map((person) => ({ ...person, best: bestTeam(person, teams) })),
      openTeams: teams.map((team) => ({ ...team, free: hackathon.seats_max - team.taken })),
      smallTeams: teams.filter((team) => team.taken < hackathon.seats_min),
      minimum: hackathon.seats_min,
      open: mayNow(facts, 'placePeople').ok,
      next: found.length > PAGE ? `${req.path}?after=${people.at(-1)!.id}` : null,
    };
    await show(req, res, 'teams/people', locals, { hackathonId: hackathon.id });
  };
  site.get('/hackathons/:h/people-without-team', { who: 'organiser' }, page);
  site.post(
    '/hackathons/:h/placements',
    { who: 'organiser', phase: 'teams' },
    orFormAgain(page, async (req, res) => {
      const { hackathon, facts } = await hackathonOf(deps, req);
      requireOrganiser(hackathon, facts.roles);
      const input = read(placementInput, req);
      await placePerson(deps, requirePerson(req), hackathon.id, input);
      const location = `/hackathons/${hackathon.slug}/people-without-team`;
      done(req, res, location, { id: input.team, said: 'teams.said.placed' });
    }),
  );
}
