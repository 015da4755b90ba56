// The page door of hackathons: the front page, what everybody sees of one, founding and opening it.
import type { Request, RequestHandler, Response } from 'express';
import type { Deps } from '../../deps';
import { LOCALES, WRITING_LANGUAGES } from '../../i18n/locales';
import { done, orFormAgain } from '../../web/answers';
import { read } from '../../web/forms';
import { param, personOf, requirePerson } from '../../web/request';
import { show } from '../../web/show';
import { createSite, type Site } from '../../web/site';
import { addAbout } from './about.routes';
import { foundHackathon, openHackathon } from './hackathons.actions';
import { foundersOnly, organisersOnly } from './hackathons.guard';
import { foundingInput, nothingInput } from './hackathons.input';
import { openPhases } from './hackathons.policy';
import {
  factsOf,
  hackathonBySlug,
  hackathonsFor,
  phaseChanges,
  phasesOfMany,
  rolesOf,
} from './hackathons.queries';
import { requireVisible } from './hackathons.rights';
import { questionsOf, resultsPublishedAt } from './hackathons.statistics.queries';
import type { HackathonRow } from './hackathons.tables';
import { TEMPLATES } from './hackathons.templates';
import { answerBy, coverOf, hackathonJson, lampOf, mostPresent, newsOf, teamLock } from './hackathons.view';
import { addPeople } from './people.routes';
import { addSteps } from './steps.routes';

const NEWS_ON_PAGE = 5;

export function hackathonsRoutes(deps: Deps): Site {
  const site = createSite('hackathons');
  site.get('/', { who: 'anyone' }, front(deps));
  site.get('/hackathons', { who: 'anyone' }, list(deps));
  site.get('/hackathons/new', { who: 'may-found' }, foundersOnly, foundingForm);
  site.post(
    '/hackathons',
    { who: 'may-found' },
    foundersOnly,
    orFormAgain(foundingForm, async (req, res) => {
      const made = await foundHackathon(deps, requirePerson(req), read(foundingInput, req));
      const more = { id: made.id, made: true, said: 'hackathons.said.founded' };
      done(req, res, `/hackathons/${made.slug}`, more);
    }),
  );
  site.get('/hackathons/:h.json', { who: 'anyone' }, json(deps));
  site.get('/hackathons/:h', { who: 'anyone' }, page(deps));
  site.post(
    '/hackathons/:h/opening',
    { who: 'organiser' },
    organisersOnly(deps),
    orFormAgain(page(deps), async (req, res) => {
      read(nothingInput, req);
      const opened = await openHackathon(deps, requirePerson(req), param(req, 'h'));
      done(req, res, `/hackathons/${opened.slug}`, { said: 'hackathons.said.opened' });
    }),
  );
  addAbout(site, deps);
  addSteps(site, deps);
  addPeople(site, deps);
  return site;
}

/** The hackathon of the path, if this reader may know of it. */
async function visible(deps: Deps, req: Request): Promise<HackathonRow> {
  const hackathon = await hackathonBySlug(deps.db, param(req, 'h'));
  const roles = hackathon ? await rolesOf(deps.db, hackathon.id, personOf(req)?.id ?? null) : [];
  requireVisible(hackathon, roles);
  return hackathon;
}

async function hall(deps: Deps, req: Request, hackathon: HackathonRow) {
  const person = personOf(req);
  const facts = await factsOf(deps.db, deps.clock, hackathon, person?.id ?? null);
  const questions = await questionsOf(deps.db, hackathon.id);
  const changes = await phaseChanges(deps.db, hackathon.id, NEWS_ON_PAGE);
  const { phases, now } = facts;
  return {
    hackathon,
    questions,
    ribbon: coverOf(hackathon, phases, now, req),
    lamp: lampOf({ hackathon, facts, signedIn: person !== null, questions: questions.length, t: req.t }),
    news: newsOf(changes, hackathon.zone, req),
    answerBy: answerBy(phases, now),
    teamLock: teamLock(phases, now),
    results: (await resultsPublishedAt(deps.db, hackathon.id)) !== null,
    can: { organise: facts.roles.includes('organiser') },
  };
}

function front(deps: Deps): RequestHandler {
  return async (req, res) => {
    const open = (await hackathonsFor(deps.db, null)).filter((one) => one.opened_at !== null);
    const phases = await phasesOfMany(
      deps.db,
      open.map((one) => one.id),
    );
    const now = await deps.clock.now(deps.db);
    const chosen = mostPresent(
      open.map((one) => ({ ...one, phases: phases.get(one.id) ?? [] })),
      now,
    );
    if (!chosen) return show(req, res, 'front/empty', {});
    const hackathon = open.find((one) => one.id === chosen.id)!;
    const locals = { ...(await hall(deps, req, hackathon)), others: open.length - 1 };
    return show(req, res, 'front/home', locals, { hackathonId: hackathon.id });
  };
}

function page(deps: Deps): RequestHandler {
  return async (req, res) => {
    const hackathon = await visible(deps, req);
    await show(req, res, 'hackathons/one', await hall(deps, req, hackathon), { hackathonId: hackathon.id });
  };
}

function json(deps: Deps): RequestHandler {
  return async (req, res) => {
    const hackathon = await visible(deps, req);
    const facts = await factsOf(deps.db, deps.clock, hackathon, null);
    const questions = await questionsOf(deps.db, hackathon.id);
    const now = openPhases(facts.phases, facts.now);
    res
      .set('Cache-Control', 'no-store')
      .json(hackathonJson(hackathon, facts.phases, now, questions, req.locale));
  };
}

function list(deps: Deps): RequestHandler {
  return async (req, res) => {
    const person = personOf(req);
    const rows = await hackathonsFor(deps.db, person?.id ?? null);
    const phases = await phasesOfMany(
      deps.db,
      rows.map((one) => one.id),
    );
    const now = await deps.clock.now(deps.db);
    const items = rows.map((one, place) => {
      const cover = coverOf(one, phases.get(one.id) ?? [], now, req, `h${place}-`);
      return { ...one, where: cover.line, steps: cover.steps };
    });
    await show(req, res, 'hackathons/list', { items, can: { found: person?.may_found ?? false } });
  };
}

async function foundingForm(req: Request, res: Response): Promise<void> {
  await show(req, res, 'hackathons/new', {
    templates: TEMPLATES,
    languages: WRITING_LANGUAGES,
    textLanguages: LOCALES.map(({ tag }) => tag),
    zones: Intl.supportedValuesOf('timeZone').filter((zone) => zone.startsWith('Europe/')),
  });
}
