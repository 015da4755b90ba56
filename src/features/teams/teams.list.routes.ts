// The list of teams and founding one.
import type { Request, RequestHandler } from 'express';
import type { Deps } from '../../deps';
import { isLocale, languageName, listOf, textIn, WRITING_LANGUAGES } from '../../i18n/locales';
import { done, orFormAgain } from '../../web/answers';
import { read } from '../../web/forms';
import { personOf, queryText, requirePerson } from '../../web/request';
import { part, show } from '../../web/show';
import type { Site } from '../../web/site';
import { challengesOf } from '../challenges/challenges.queries';
import { mayNow } from '../hackathons/hackathons.policy';
import { requireVisible } from '../hackathons/hackathons.rights';
import { type Visited, visited } from '../hackathons/hackathons.visit';
import { foundTeam } from './teams.actions';
import { teamInput } from './teams.input';
import { type ListedTeam, listTeams, PAGE, seekerOf } from './teams.list.queries';
import { seesNames } from './teams.policy';
import { membersOfTeams } from './teams.queries';
import { SKILLS } from './teams.together';
import {
  challengeOptions,
  clothOf,
  joinHref,
  languageOptions,
  listedView,
  type SuggestedTeams,
  teamJson,
  togetherChoices,
  type Viewer,
  withoutTeams,
  writingChoices,
} from './teams.view';

/** The hackathon of the path, if this person may know of it, with what they may do there. */
export async function hackathonOf(deps: Deps, req: Request): Promise<Visited> {
  const place = await visited(deps, req);
  requireVisible(place?.hackathon, place?.facts.roles ?? []);
  return place!;
}

const asked = (req: Request, name: string): string[] =>
  [(req.query as Record<string, unknown>)[name]].flat().filter((one) => typeof one === 'string');

/** Of what was chosen in the address, what we know. */
const chosenOf = <T extends string>(req: Request, name: string, known: readonly T[]): T[] =>
  known.filter((one) => asked(req, name).includes(one));

export async function viewerOf(
  deps: Deps,
  req: Request,
  place: Pick<Visited, 'hackathon' | 'facts' | 'teamId'> & { version?: string },
): Promise<Viewer> {
  const { hackathon, facts, teamId } = place;
  const person = personOf(req);
  const chosen = chosenOf(req, 'language', WRITING_LANGUAGES);
  const base = {
    signedIn: person !== null,
    participant: facts.roles.includes('participant'),
    challenge: queryText(req, 'challenge') || undefined,
    open: mayNow({ ...facts, roles: ['participant'] }, 'formTeams').ok,
    now: facts.now,
  };
  if (!person) return { ...base, languages: chosen, spoken: [], requests: [], removedFrom: [] };
  const read = () => seekerOf(deps.db, hackathon.id, person.id);
  const { languages, requests, removedFrom } = await (place.version === undefined
    ? read()
    : deps.kept.get(`seeker ${hackathon.id} ${person.id}`, place.version, read));
  const spoken = [...new Set([...languages, ...(isLocale(person.locale) ? [person.locale] : [])])];
  const own = { languages: chosen.length > 0 ? chosen : spoken, spoken, requests, removedFrom };
  return Object.assign(base, own, teamId ? { teamId } : undefined);
}

/** `<place>.<team>`: where the page before ended. */
function cursorOf(req: Request): { place: number; id: string } | undefined {
  const match = /^([0-2])\.([0-9a-z]{1,40})$/.exec(queryText(req, 'after') ?? '');
  return match ? { place: Number(match[1]), id: match[2]! } : undefined;
}

async function pageOf(deps: Deps, req: Request) {
  const place = await hackathonOf(deps, req);
  const { hackathon, facts, version } = place;
  const viewer = await viewerOf(deps, req, place);
  const after = cursorOf(req);
  const wanted = {
    hackathonId: hackathon.id,
    seats: hackathon.seats_max,
    languages: viewer.languages,
    only: asked(req, 'language').length > 0,
    seeks: chosenOf(req, 'seeks', SKILLS),
    free: queryText(req, 'free') === 'yes',
    ...(viewer.challenge ? { challenge: viewer.challenge } : {}),
    ...(after ? { after } : {}),
  };
  // The rows are the same for everybody who looks for the same; what they show of them is not.
  const { found, members } = await deps.kept.get(`teams ${JSON.stringify(wanted)}`, version, async () => {
    const found = await listTeams(deps.db, wanted);
    const ids = found.slice(0, PAGE).map((team) => team.id);
    return { found, members: await membersOfTeams(deps.db, ids) };
  });
  const teams = found.slice(0, PAGE);
  return {
    place,
    hackathon,
    facts,
    version,
    viewer,
    wanted,
    teams,
    members,
    next: found.length > PAGE ? nextOf(req, teams) : null,
  };
}

/** The list itself, nothing chosen: there the teams that fit stand above all others. */
const wantsTeam = (req: Request, { participant, open, teamId }: Viewer): boolean =>
  participant && open && !teamId && Object.keys(req.query).every((name) => name === 'lang');

function nextOf(req: Request, teams: ListedTeam[]): string {
  const last = teams.at(-1)!;
  const query = new URLSearchParams();
  for (const name of ['language', 'challenge', 'seeks', 'free'])
    for (const value of asked(req, name)) query.append(name, value);
  query.set('after', `${last.place}.${last.id}`);
  return `${req.path}?${query}`;
}

export function listRoutes(site: Site, deps: Deps, suggested: SuggestedTeams): void {
  listJson(site, deps);
  listPage(site, deps, suggested);
  foundingRoutes(site, deps);
}

function listJson(site: Site, deps: Deps): void {
  site.get('/hackathons/:h/teams.json', { who: 'anyone' }, async (req, res) => {
    const { hackathon, facts, viewer, teams, members, next } = await pageOf(deps, req);
    const known = seesNames(facts.roles);
    res.set('Cache-Control', 'private, no-cache').json({
      teams: teams.map((team) =>
        teamJson(team, {
          seats: hackathon.seats_max,
          seatsTaken: team.taken,
          mine: viewer.teamId === team.id,
          ...(known ? { members: members.get(team.id) ?? [] } : {}),
        }),
      ),
      ...(next ? { next } : {}),
    });
  });
}

async function foundLocals(deps: Deps, req: Request, page: Awaited<ReturnType<typeof pageOf>>) {
  const { hackathon, facts, version, viewer, wanted, teams, members, next } = page;
  const challenges = await deps.kept.get(`questions ${hackathon.id}`, version, () =>
    challengesOf(deps.db, hackathon.id),
  );
  const title = (slug?: string) => {
    const challenge = challenges.find((one) => one.slug === slug);
    return challenge ? textIn(challenge.title, req.locale, hackathon.languages).text : '';
  };
  const names = viewer.languages.map((tag) => languageName(tag, req.locale));
  const offered = [...new Set([...hackathon.languages, ...viewer.languages, ...WRITING_LANGUAGES])];
  return {
    slug: hackathon.slug,
    teams: teams.map((team) => listedView(req, team, hackathon, viewer)),
    html: {
      cloths: Object.fromEntries(
        teams.map((team) => [team.id, clothOf(team, hackathon.seats_max, members.get(team.id) ?? [])]),
      ),
    },
    freeTeams: teams[0]?.free_teams ?? 0,
    firstPage: cursorOf(req) === undefined,
    next,
    filters: {
      languages: listOf(names, req.locale),
      question: title(viewer.challenge),
      chosenLanguages: viewer.languages,
      languageChoices: writingChoices(req, offered),
      challenge: viewer.challenge ?? '',
      challenges: challenges.map((one) => ({ value: one.slug, label: title(one.slug) })),
      seeks: wanted.seeks,
      skillChoices: togetherChoices(req).skills,
      free: wanted.free,
    },
    viewer,
    suggests: wantsTeam(req, viewer),
    mayFound: viewer.participant && viewer.open && !viewer.teamId,
    joinHref: joinHref(hackathon, `/hackathons/${hackathon.slug}/teams`),
    organises: facts.roles.includes('organiser'),
  };
}

function listPage(site: Site, deps: Deps, suggested: SuggestedTeams): void {
  site.get('/hackathons/:h/teams', { who: 'anyone' }, async (req, res) => {
    const page = await pageOf(deps, req);
    const { hackathon, facts, version, viewer } = page;
    const make = async () => Buffer.from(part(req, 'teams/_list', await foundLocals(deps, req, page)));
    // Whoever waits for an answer also reads for how long: that is true for a moment only.
    const still = viewer.requests.length === 0;
    const { now, ...same } = viewer;
    const seen = JSON.stringify([same, facts.roles.includes('organiser')]);
    const list = still
      ? await deps.kept.get(`list ${req.locale} ${req.url} ${seen}`, version, make)
      : await make();
    const fitting = wantsTeam(req, viewer) ? await suggested(req, page.place, viewer) : null;
    await show(
      req,
      res,
      'teams/list',
      {},
      {
        hackathonId: hackathon.id,
        cache: 'private, no-cache',
        stamped: still,
        ready: fitting ? { list: withoutTeams(list, fitting.teams), suggested: fitting.html } : { list },
      },
    );
  });
}

function foundingRoutes(site: Site, deps: Deps): void {
  const newPage: RequestHandler = async (req, res) => {
    const place = await hackathonOf(deps, req);
    const { hackathon } = place;
    const viewer = await viewerOf(deps, req, place);
    const challenges = await challengesOf(deps.db, hackathon.id);
    const locals = {
      slug: hackathon.slug,
      viewer,
      joinHref: joinHref(hackathon, `/hackathons/${hackathon.slug}/teams/new`),
      challenges: challengeOptions(req, hackathon, challenges),
      languageChoices: languageOptions(req, hackathon, viewer.languages),
      chosen: {
        challenge: queryText(req, 'challenge') ?? '',
        languages: viewer.languages,
        joining: 'request',
      },
      together: togetherChoices(req),
    };
    await show(req, res, 'teams/new', locals, { hackathonId: hackathon.id });
  };
  // Whoever does not take part yet reads here how to.
  site.get('/hackathons/:h/teams/new', { who: 'signed-in' }, newPage);
  site.post(
    '/hackathons/:h/teams',
    { who: 'participant', phase: 'teams' },
    orFormAgain(newPage, async (req, res) => {
      const { hackathon } = await hackathonOf(deps, req);
      const team = await foundTeam(deps, requirePerson(req), hackathon, read(teamInput, req));
      done(req, res, `/teams/${team.id}`, { id: team.id, made: true, said: 'teams.said.founded' });
    }),
  );
}
