// Before teams close everybody without one is offered a seat: the team that fits, through its usual door. Offers are
// a plan of their own, so that not everybody is sent to the same seat; whoever comes first takes it. Teams that are
// too small hear then with whom they could merge.
import type { Deps } from '../../deps';
import { newId } from '../../ids';
import { challengesOf } from '../challenges/challenges.queries';
import { mayNow } from '../hackathons/hackathons.policy';
import { factsOf, hackathonById, holdPhases, roleHoldersOf } from '../hackathons/hackathons.queries';
import type { HackathonRow } from '../hackathons/hackathons.tables';
import { partnersToTell } from '../mergers/mergers.ends.actions';
import { notify, teamNotice } from '../notices/notices.actions';
import type { NewNotice } from '../notices/notices.tables';
import { bestFirst, fitOf } from '../seekers/seekers.fit';
import { solveAside } from './placement.aside';
import { claimOffers, type Due, hackathonsToOffer } from './placement.offers.queries';
import { roomIn } from './placement.policy';
import { allTeamless, type OpenTeam, openTeams } from './placement.queries';

/** Of all hackathons for which it is time. */
export async function offerSeats(deps: Deps): Promise<void> {
  const now = await deps.clock.now(deps.db);
  for (const due of await hackathonsToOffer(deps.db, now)) await offerIn(deps, due);
}

async function offerIn(deps: Deps, due: Due): Promise<void> {
  const hackathon = await hackathonById(deps.db, due.hackathon_id);
  if (!hackathon) return;
  const offered = await offersFor(deps, hackathon);
  const mergers = await partnersToTell(deps, hackathon);
  await deps.db.transaction(async (trx) => {
    await holdPhases(trx, hackathon.id);
    const facts = await factsOf(trx, deps.clock, hackathon, null);
    if (!mayNow({ ...facts, roles: ['participant'] }, 'formTeams').ok) return;
    // The lock may have moved since: then it is not time, or the next look tells the new end.
    const closes = facts.phases.find((phase) => phase.key === 'teams')?.closes;
    if (closes?.getTime() !== due.closes_at.getTime()) return;
    if (!(await claimOffers(trx, due, facts.now))) return;
    await notify(deps, trx, mergers);
    const people = await allTeamless(trx, hackathon.id);
    if (people.length === 0) return;
    const until = { at: due.closes_at.toISOString(), zone: hackathon.zone };
    const params = { until, zone: { zone: hackathon.zone } };
    const at = `/hackathons/${hackathon.slug}`;
    const offers = people.map(({ id }): NewNotice => {
      const team = offered.get(id);
      if (!team)
        return {
          personId: id,
          kind: 'noSeatYet',
          params: { hackathon: hackathon.title, ...params },
          href: `${at}/teams/new`,
          hackathonId: hackathon.id,
        };
      const told = { ...team, hackathon_id: hackathon.id };
      const door = team.joining === 'request' ? '#ask' : '';
      return teamNotice(told, id, { kind: 'seatOffered', params, href: `/teams/${team.id}${door}` });
    });
    const organisers = (await roleHoldersOf(trx, hackathon.id)).filter((one) => one.role === 'organiser');
    const count = people.length;
    const reports = organisers.map(
      ({ id }): NewNotice => ({
        personId: id,
        kind: 'withoutTeam',
        params: { hackathon: hackathon.title, count, until },
        href: `${at}/people-without-team`,
        hackathonId: hackathon.id,
      }),
    );
    await notify(deps, trx, [...offers, ...reports]);
  });
}

/** By person; nobody is in it for whom no team with a free seat and an open door is left. */
async function offersFor(deps: Deps, hackathon: HackathonRow): Promise<Map<string, OpenTeam>> {
  const { seats_min: min, seats_max: max } = hackathon;
  const people = await allTeamless(deps.db, hackathon.id);
  const open = await openTeams(deps.db, hackathon.id, max);
  const teams = open.filter((team) => team.joining !== 'invite');
  const challenges = (await challengesOf(deps.db, hackathon.id)).map((one) => one.id);
  if (people.length === 0 || teams.length === 0) return new Map();
  const { seats } = await solveAside({
    people,
    teams: teams.map((team) => ({ ...team, ...roomIn(team, { min, max }) })),
    min,
    max,
    challenges,
    seed: newId(),
  });
  const byId = new Map(teams.map((team) => [team.id, team]));
  const offered = new Map(seats.map((seat) => [seat.person, byId.get(seat.team)!]));
  for (const person of people) {
    if (person.barred.includes(offered.get(person.id)?.id ?? '')) offered.delete(person.id);
    // More people than seats: an offer is no promise, and others may not want theirs.
    const [best] = offered.has(person.id)
      ? []
      : bestFirst(
          person.id,
          teams
            .filter((team) => !person.barred.includes(team.id))
            .map((team) => ({ ...team, fit: fitOf(person, team) })),
        );
    if (best) offered.set(person.id, best);
  }
  return offered;
}
