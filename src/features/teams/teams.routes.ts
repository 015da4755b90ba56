// The page door of teams: one team with its seats, and what its people change; the list has a door of its own.
import type { Request, RequestHandler } from 'express';
import type { Deps } from '../../deps';
import { Forbidden } from '../../errors';
import { textIn } from '../../i18n/locales';
import { done, orFormAgain } from '../../web/answers';
import { read } from '../../web/forms';
import { param, personOf, requirePerson } from '../../web/request';
import { show } from '../../web/show';
import { type Access, createSite, type Site } from '../../web/site';
import { challengeById, challengesOf } from '../challenges/challenges.queries';
import { mayNow } from '../hackathons/hackathons.policy';
import { changeTeam } from './teams.actions';
import { findTeam } from './teams.held.actions';
import { captaincyInput, departureInput, extensionInput, quietInput, teamInput } from './teams.input';
import { listRoutes, viewerOf } from './teams.list.routes';
import { satUntilMerged, sitsWhereItWent, teamsBefore } from './teams.merged.queries';
import { extendForTeam } from './teams.organiser.actions';
import { seesNames } from './teams.policy';
import { extensionsOf, membersOf, teamFacts } from './teams.queries';
import { restBetween } from './teams.quiet.actions';
import { quietHoursOf } from './teams.quiet.queries';
import { handOver, leaveTeam } from './teams.seats.actions';
import {
  askedWords,
  challengeOptions,
  clothOf,
  fitOf,
  joinHref,
  languageOptions,
  type Parts,
  type SuggestedTeams,
  seatWords,
  teamJson,
  togetherChoices,
  togetherWords,
  tongues,
  wallNow,
  wayFor,
} from './teams.view';

/** `page`: a team's page (teamPage), shown again where a form on it was refused. */
export function teamsRoutes(deps: Deps, page: RequestHandler, suggested: SuggestedTeams): Site {
  const site = createSite('teams');
  listRoutes(site, deps, suggested);
  faceRoutes(site, deps, page);
  detailsRoutes(site, deps);
  changeRoutes(site, deps, page);
  return site;
}

async function facesOf(deps: Deps, req: Request) {
  const person = personOf(req);
  const { team, hackathon } = await findTeam(deps.db, param(req, 'id'), person);
  const facts = await teamFacts(deps.db, deps.clock, hackathon, team, person);
  const members = await membersOf(deps.db, team.id);
  const challenge = (await challengeById(deps.db, team.challenge_id))!;
  const own = members.find((member) => member.id === person?.id);
  return { person, team, hackathon, facts, members, challenge, own };
}

/** The page of one team. Features after this one put their parts on it. */
export function teamPage(deps: Deps, parts: Parts): RequestHandler {
  return async (req, res) => {
    const { person, team, hackathon, facts, members, challenge, own } = await facesOf(deps, req);
    const teamId = req.visit?.place?.teamId ?? null;
    const viewer = await viewerOf(deps, req, { hackathon, facts, teamId });
    const seats = { min: hackathon.seats_min, max: hackathon.seats_max };
    const standing = {
      id: team.id,
      joining: team.joining,
      languages: team.languages,
      challenge: challenge.slug,
      taken: members.length,
      archived: team.archived_at !== null,
      open: mayNow({ ...facts, roles: ['participant'] }, 'formTeams').ok,
    };
    const way = wayFor(standing, seats.max, viewer);
    const names = seesNames(facts.roles);
    const organises = facts.roles.includes('organiser');
    const captain = own?.captain && !standing.archived;
    const given = { team, hackathon, facts, members };
    const locals = {
      slug: hackathon.slug,
      zone: hackathon.zone,
      now: facts.now,
      team: {
        id: team.id,
        name: team.name,
        pitch: team.pitch,
        joining: team.joining,
        archived: standing.archived,
        isFull: members.length >= seats.max,
        seats: seatWords(req, members.length, seats.max),
        challenge: challenge.slug,
      },
      html: {
        cloth: clothOf(team, seats.max, members, 40),
        people: own ? await parts.people(req, given) : '',
        mergers: own ? await parts.mergers(req, given) : '',
        asking: captain ? await parts.asking(req, given) : '',
        inviting: captain ? await parts.inviting(req, given) : '',
        invited:
          person && !own && standing.open && way !== 'elsewhere' ? await parts.invited(req, given) : '',
      },
      question: textIn(challenge.title, req.locale, hackathon.languages),
      tongues: tongues(req, team.languages, viewer),
      together: togetherWords(req, team),
      members: names ? members : null,
      own: own ?? null,
      before: own ? await teamsBefore(deps.db, team.id) : [],
      readsTalk: standing.archived && person !== null && (await sitsWhereItWent(deps.db, team.id, person.id)),
      readsOn: standing.archived && person !== null && (await satUntilMerged(deps.db, team.id, person.id)),
      quiet: own && (await quietHoursOf(deps.db, team.id)),
      way,
      fit:
        way === 'seat' || way === 'ask' || way === 'invitation' ? fitOf(req, standing, seats, viewer) : null,
      asked: askedWords(req, team.id, viewer),
      request: viewer.requests.find((one) => one.team_id === team.id) ?? null,
      viewer,
      joinHref: joinHref(hackathon, `/teams/${team.id}`),
      mayChange: captain && mayNow(facts, 'formTeams').ok,
      extensions: own || organises ? await extensionsOf(deps.db, team.id) : [],
      organises,
      untilNow: organises ? wallNow(facts.now, hackathon) : '',
    };
    await show(req, res, 'teams/team', locals, { hackathonId: hackathon.id });
  };
}

function faceRoutes(site: Site, deps: Deps, page: RequestHandler): void {
  site.get('/teams/:id.json', { who: 'anyone' }, async (req, res) => {
    const { team, hackathon, facts, members, challenge, own } = await facesOf(deps, req);
    const face = teamJson(
      { ...team, challenge: challenge.slug },
      {
        seats: hackathon.seats_max,
        seatsTaken: members.length,
        mine: own !== undefined,
        ...(seesNames(facts.roles) ? { members } : {}),
      },
    );
    const more = { hackathon: hackathon.slug, pitch: team.pitch, archived: team.archived_at !== null };
    const together = { seeks: team.seeks, times: team.times, channel: team.channel };
    res.set('Cache-Control', 'no-store').json({ team: { ...face, ...more, ...together } });
  });
  site.get('/teams/:id', { who: 'anyone' }, page);
}

function detailsRoutes(site: Site, deps: Deps): void {
  const detailsPage: RequestHandler = async (req, res) => {
    const { team, hackathon, challenge, own } = await facesOf(deps, req);
    if (!own?.captain) throw new Forbidden('teams.refused.captainOnly');
    const challenges = await challengesOf(deps.db, hackathon.id);
    const locals = {
      team: { id: team.id, name: team.name },
      challenges: challengeOptions(req, hackathon, challenges, challenge.id),
      languageChoices: languageOptions(req, hackathon, team.languages),
      chosen: {
        name: team.name,
        pitch: team.pitch,
        challenge: challenge.slug,
        languages: team.languages,
        joining: team.joining,
        seeks: team.seeks,
        times: team.times,
        channel: team.channel ?? '',
      },
      together: togetherChoices(req),
    };
    await show(req, res, 'teams/details', locals, { hackathonId: hackathon.id });
  };
  site.get('/teams/:id/details', { who: 'captain' }, detailsPage);

  site.post(
    '/teams/:id',
    { who: 'captain', phase: 'teams' },
    orFormAgain(detailsPage, async (req, res) => {
      const id = param(req, 'id');
      await changeTeam(deps, requirePerson(req), id, read(teamInput, req));
      done(req, res, `/teams/${id}`, { id, said: 'teams.said.changed' });
    }),
  );
}

function changeRoutes(site: Site, deps: Deps, page: RequestHandler): void {
  const change = (path: string, access: Access, run: RequestHandler) =>
    site.post(`/teams/:id/${path}`, access, orFormAgain(page, run));

  change('departure', { who: 'member' }, async (req, res) => {
    const id = param(req, 'id');
    await leaveTeam(deps, requirePerson(req), id, read(departureInput, req));
    done(req, res, `/teams/${id}`, { id, said: 'teams.said.left' });
  });
  change('captaincy', { who: ['captain', 'organiser'] }, async (req, res) => {
    const id = param(req, 'id');
    await handOver(deps, requirePerson(req), id, read(captaincyInput, req));
    done(req, res, `/teams/${id}`, { id, said: 'teams.said.handedOver' });
  });
  change('quiet-hours', { who: 'member' }, async (req, res) => {
    const id = param(req, 'id');
    const hours = read(quietInput, req);
    await restBetween(deps, requirePerson(req), id, hours);
    done(req, res, `/teams/${id}`, { id, said: `teams.said.${hours.from ? 'quiet' : 'notQuiet'}` });
  });
  change('extensions', { who: 'organiser' }, async (req, res) => {
    const id = param(req, 'id');
    const made = await extendForTeam(deps, requirePerson(req), id, read(extensionInput, req));
    done(req, res, `/teams/${id}`, { id: made.id, made: true, said: 'teams.said.extended' });
  });
}
