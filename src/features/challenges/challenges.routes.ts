// The page door of challenges: reading one, and for organisers writing, changing and closing it.
import type { Request, RequestHandler } from 'express';
import type { Deps } from '../../deps';
import { NotFound } from '../../errors';
import { textIn } from '../../i18n/locales';
import { done, orFormAgain } from '../../web/answers';
import { read } from '../../web/forms';
import { renderMarkdown } from '../../web/markdown';
import { param, personOf, requirePerson } from '../../web/request';
import { show } from '../../web/show';
import { createSite, type Site } from '../../web/site';
import { organisersOnly } from '../hackathons/hackathons.guard';
import { factsOf, hackathonBySlug, rolesOf } from '../hackathons/hackathons.queries';
import { requireVisible } from '../hackathons/hackathons.rights';
import { questionsOf, resultsPublishedAt, workersOf } from '../hackathons/hackathons.statistics.queries';
import { answerBy } from '../hackathons/hackathons.view';
import { changeChallenge, closeChallenge, writeChallenge } from './challenges.actions';
import { challengeInput, changeInput, closingInput } from './challenges.input';
import { challengeBySlug } from './challenges.queries';
import { buttonOf, challengeJson } from './challenges.view';

export function challengesRoutes(deps: Deps): Site {
  const site = createSite('challenges');
  const at = '/hackathons/:h/challenges';
  site.get(`${at}/new`, { who: 'organiser' }, organisersOnly(deps), form(deps));
  site.post(
    at,
    { who: 'organiser' },
    organisersOnly(deps),
    orFormAgain(form(deps), async (req, res) => {
      const made = await writeChallenge(deps, requirePerson(req), param(req, 'h'), read(challengeInput, req));
      const more = { id: made.id, version: 1, made: true, said: 'challenges.said.written' };
      done(req, res, `/hackathons/${made.hackathon.slug}/challenges/${made.slug}`, more);
    }),
  );
  site.get(`${at}/:c.json`, { who: 'anyone' }, json(deps));
  site.get(`${at}/:c`, { who: 'anyone' }, page(deps));
  site.get(`${at}/:c/form`, { who: 'organiser' }, organisersOnly(deps), form(deps));
  site.post(
    `${at}/:c`,
    { who: 'organiser' },
    organisersOnly(deps),
    orFormAgain(form(deps), async (req, res) => {
      const person = requirePerson(req);
      const change = read(changeInput, req);
      const made = await changeChallenge(deps, person, param(req, 'h'), param(req, 'c'), change);
      const { id, version, slug } = made.challenge;
      const more = { id, version, said: 'challenges.said.changed' };
      done(req, res, `/hackathons/${made.hackathon.slug}/challenges/${slug}`, more);
    }),
  );
  site.post(
    `${at}/:c/closing`,
    { who: 'organiser' },
    organisersOnly(deps),
    orFormAgain(form(deps), async (req, res) => {
      const person = requirePerson(req);
      const { closing } = read(closingInput, req);
      const made = await closeChallenge(deps, person, param(req, 'h'), param(req, 'c'), closing);
      const more = { id: made.challenge.id, said: 'challenges.said.closed' };
      done(req, res, `/hackathons/${made.hackathon.slug}/challenges/${made.challenge.slug}`, more);
    }),
  );
  return site;
}

async function visible(deps: Deps, req: Request) {
  const hackathon = await hackathonBySlug(deps.db, param(req, 'h'));
  const roles = hackathon ? await rolesOf(deps.db, hackathon.id, personOf(req)?.id ?? null) : [];
  requireVisible(hackathon, roles);
  return { hackathon, roles };
}

async function found(deps: Deps, req: Request) {
  const { hackathon, roles } = await visible(deps, req);
  const challenge = await challengeBySlug(deps.db, hackathon.id, param(req, 'c'));
  if (!challenge) throw new NotFound();
  return { hackathon, roles, challenge };
}

function page(deps: Deps): RequestHandler {
  return async (req, res) => {
    const { hackathon, roles, challenge } = await found(deps, req);
    const person = personOf(req);
    const facts = await factsOf(deps.db, deps.clock, hackathon, person?.id ?? null);
    const questions = await questionsOf(deps.db, hackathon.id);
    const place = questions.findIndex((one) => one.id === challenge.id);
    const brief = textIn(challenge.brief, req.locale, hackathon.languages);
    const closing = challenge.closing ? textIn(challenge.closing, req.locale, hackathon.languages) : null;
    const locals = {
      hackathon,
      challenge,
      brief: { ...brief, html: renderMarkdown(brief.text) },
      closing: closing && { ...closing, html: renderMarkdown(closing.text) },
      place: place + 1,
      count: questions.length,
      teams: questions[place]?.teams ?? 0,
      workers: await workersOf(deps.db, challenge.id, 8),
      freeSeats: questions[place]?.free_seats ?? 0,
      answerBy: answerBy(facts.phases, facts.now),
      awaited: challenge.closed_at === null && (await resultsPublishedAt(deps.db, hackathon.id)) !== null,
      changed:
        hackathon.opened_at !== null && challenge.version > 1 && challenge.changed_at > hackathon.opened_at,
      button: buttonOf({ hackathon, challenge, facts, signedIn: person !== null, t: req.t }),
      can: { organise: roles.includes('organiser') },
    };
    await show(req, res, 'challenges/one', locals, {
      hackathonId: hackathon.id,
      cache: 'private, no-cache',
    });
  };
}

function json(deps: Deps): RequestHandler {
  return async (req, res) => {
    const { hackathon, challenge } = await found(deps, req);
    res.set('Cache-Control', 'private, no-cache').json(challengeJson(hackathon, challenge, req.locale));
  };
}

/** One form for a new question and for changing one; after a refusal it shows what was typed. */
function form(deps: Deps): RequestHandler {
  return async (req, res) => {
    const { hackathon } = await visible(deps, req);
    const slug = param(req, 'c');
    const challenge = slug === '' ? null : await challengeBySlug(deps.db, hackathon.id, slug);
    if (challenge === undefined) throw new NotFound();
    const locals = { hackathon, challenge, current: req.form?.current ?? null };
    await show(req, res, 'challenges/form', locals, { hackathonId: hackathon.id });
  };
}
