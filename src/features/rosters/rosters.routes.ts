// The page door of rosters: who sat in a team and when, seats taken away and moved, captains who are away.
import type { Request, RequestHandler } from 'express';
import type { Deps } from '../../deps';
import { Forbidden } from '../../errors';
import { done, orFormAgain } from '../../web/answers';
import { noFields } from '../../web/fields';
import { read } from '../../web/forms';
import { param, requirePerson } from '../../web/request';
import { show } from '../../web/show';
import { createSite, type Site } from '../../web/site';
import { mayNow } from '../hackathons/hackathons.policy';
import { requireOrganiser } from '../hackathons/hackathons.rights';
import { findTeam } from '../teams/teams.held.actions';
import { hackathonOf } from '../teams/teams.list.routes';
import { oldNamesOf } from '../teams/teams.names.queries';
import { membersOf, teamFacts } from '../teams/teams.queries';
import { requestsWaitFor } from '../waiting/waiting.queries';
import { answerInput, moveInput, objectionInput, removalInput } from './rosters.input';
import { movePerson } from './rosters.moves.actions';
import { ANSWER_HOURS, absenceOf } from './rosters.policy';
import {
  extensionsWithNames,
  hasHandedIn,
  openTakeover,
  seatsOfHackathon,
  seatsOfTeam,
  seenMembers,
  teamsWithRoom,
} from './rosters.queries';
import { answerRemoval, objectToRemoval, removalFor, removeMember } from './rosters.removals.actions';
import { askForCaptaincy, stayCaptain } from './rosters.takeovers.actions';
import { endingOf, rostersCsv } from './rosters.view';

/** Members and organisers read the history of a team. */
async function rosterOf(deps: Deps, req: Request) {
  const person = requirePerson(req);
  const { team, hackathon } = await findTeam(deps.db, param(req, 'id'), person);
  const facts = await teamFacts(deps.db, deps.clock, hackathon, team, person);
  const members = await membersOf(deps.db, team.id);
  const own = members.find((member) => member.id === person.id) ?? null;
  const organises = facts.roles.includes('organiser');
  if (!own && !organises) throw new Forbidden('teams.refused.membersOnly');
  return { person, team, hackathon, facts, members, own, organises };
}

type Roster = Awaited<ReturnType<typeof rosterOf>>;

/** Who asks to be captain, or may, while the captain is away. */
async function absenceAt(deps: Deps, { team, facts, members, own }: Roster) {
  if (team.archived_at) return { absence: null, asking: null };
  const open = await openTakeover(deps.db, team.id);
  const asker = members.find((member) => member.id === open?.asked_by);
  const captain = members.find((member) => member.captain);
  if (open && asker && captain?.id === open.captain_id)
    return { absence: null, asking: { asker: asker.display_name, until: open.due_at } };
  // Whoever reads this is here.
  if (own?.captain) return { absence: null, asking: null };
  const requestsWait = await requestsWaitFor(deps.db, team.id);
  return {
    absence: absenceOf(await seenMembers(deps.db, team.id), facts.now, { requestsWait }),
    asking: null,
  };
}

function rosterPage(deps: Deps): RequestHandler {
  return async (req, res) => {
    const roster = await rosterOf(deps, req);
    const { team, hackathon, facts, members, own, organises } = roster;
    const captain = own?.captain ?? false;
    const seats = await seatsOfTeam(deps.db, team.id);
    const handedIn = captain && (await hasHandedIn(deps.db, team.id));
    const moves = organises && mayNow(facts, 'movePeople').ok;
    const room = { seats: hackathon.seats_max, but: team.id };
    const others = moves ? await teamsWithRoom(deps.db, hackathon.id, room) : [];
    const locals = {
      slug: hackathon.slug,
      zone: hackathon.zone,
      team: { id: team.id, name: team.name, archived: team.archived_at !== null },
      own,
      organises,
      seats: seats.map((seat) => ({ ...seat, ending: endingOf(seat) })),
      names: await oldNamesOf(deps.db, team.id),
      extensions: await extensionsWithNames(deps.db, team.id),
      others: others.map((other) => ({ ...other, free: hackathon.seats_max - other.taken })),
      moves,
      removes: organises || (captain && !handedIn && mayNow(facts, 'formTeams').ok),
      locked: captain && !organises && (handedIn || !mayNow(facts, 'formTeams').ok),
      people: members.filter((member) => member.id !== own?.id),
      answerHours: ANSWER_HOURS,
      ...(await absenceAt(deps, roster)),
    };
    await show(req, res, 'rosters/roster', locals, { hackathonId: hackathon.id });
  };
}

function teamRoutes(site: Site, deps: Deps): void {
  const page = rosterPage(deps);
  site.get('/teams/:id/roster', { who: ['member', 'organiser'] }, page);
  site.post(
    '/teams/:id/removals',
    { who: ['captain', 'organiser'] },
    orFormAgain(page, async (req, res) => {
      const id = param(req, 'id');
      const made = await removeMember(deps, requirePerson(req), id, read(removalInput, req));
      done(req, res, `/teams/${id}/roster`, { id: made.id, made: true, said: 'rosters.said.removed' });
    }),
  );
  const asks = [
    { path: 'takeover', who: 'member', run: askForCaptaincy, said: 'rosters.said.asked' },
    { path: 'presence', who: 'captain', run: stayCaptain, said: 'rosters.said.stayed' },
  ] as const;
  for (const { path, who, run, said } of asks)
    site.post(
      `/teams/:id/${path}`,
      { who },
      orFormAgain(page, async (req, res) => {
        read(noFields, req);
        const id = param(req, 'id');
        await run(deps, requirePerson(req), id);
        done(req, res, `/teams/${id}/roster`, { id, said });
      }),
    );
  site.post(
    '/teams/:id/moves',
    { who: 'organiser' },
    orFormAgain(page, async (req, res) => {
      const input = read(moveInput, req);
      await movePerson(deps, requirePerson(req), param(req, 'id'), input);
      done(req, res, `/teams/${input.team}/roster`, { id: input.team, said: 'rosters.said.moved' });
    }),
  );
  site.get('/hackathons/:h/rosters.csv', { who: 'organiser' }, async (req, res) => {
    const { hackathon, facts } = await hackathonOf(deps, req);
    requireOrganiser(hackathon, facts.roles);
    res
      .set('Cache-Control', 'no-store')
      .set('Content-Disposition', `attachment; filename="${hackathon.slug}-rosters.csv"`)
      .type('text/csv; charset=utf-8')
      .send(rostersCsv(await seatsOfHackathon(deps.db, hackathon.id)));
  });
}

function removalRoutes(site: Site, deps: Deps): void {
  const page: RequestHandler = async (req, res) => {
    const person = requirePerson(req);
    const { removal, organises, hears, alone } = await removalFor(deps.db, person, param(req, 'id'));
    const { hackathon } = await findTeam(deps.db, removal.team_id, person);
    const locals = {
      slug: hackathon.slug,
      zone: hackathon.zone,
      removal,
      mine: removal.person_id === person.id,
      reads: (organises || hears) && removal.person_id !== person.id,
      answers: hears,
      // Said to whom it happened and to whoever decides about it.
      alone,
    };
    await show(req, res, 'rosters/removal', locals, { hackathonId: hackathon.id });
  };
  site.get('/removals/:id', { who: ['author', 'organiser'] }, page);
  site.post(
    '/removals/:id/objection',
    { who: 'author' },
    orFormAgain(page, async (req, res) => {
      const id = param(req, 'id');
      await objectToRemoval(deps, requirePerson(req), id, read(objectionInput, req));
      done(req, res, `/removals/${id}`, { id, said: 'rosters.said.objected' });
    }),
  );
  site.post(
    '/removals/:id/answer',
    { who: 'organiser' },
    orFormAgain(page, async (req, res) => {
      const id = param(req, 'id');
      await answerRemoval(deps, requirePerson(req), id, read(answerInput, req));
      done(req, res, `/removals/${id}`, { id, said: 'rosters.said.answered' });
    }),
  );
}

export function rostersRoutes(deps: Deps): Site {
  const site = createSite('rosters');
  teamRoutes(site, deps);
  removalRoutes(site, deps);
  return site;
}
