// The page door of challenges: reading one, and for organisers writing, changing and closing it.
import type { Request, RequestHandler } from 'express';
import type { Deps } from '../../deps';
import { NotFound } from '../../errors';
import { textIn } from '../../i18n/locales';
import { done, orFormAgain } from '../../web/answers';
import { read } from '../../web/forms';
import { renderMarkdown } from '../../web/markdown';
import { param, personOf, requirePerson } from '../../web/request';
import { part, show } from '../../web/show';
import { createSite, type Site } from '../../web/site';
import { organisersOnly } from '../hackathons/hackathons.guard';
import { hackathonBySlug, rolesOf } from '../hackathons/hackathons.queries';
import { requireVisible } from '../hackathons/hackathons.rights';
import { answerBy } from '../hackathons/hackathons.view';
import { boundariesBefore, type Visited, visited } from '../hackathons/hackathons.visit';
import { changeChallenge, closeChallenge, writeChallenge } from './challenges.actions';
import { challengeInput, changeInput, closingInput } from './challenges.input';
import { type QuestionPage, questionPage } from './challenges.page.queries';
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
    const place = await visited(deps, req);
    requireVisible(place?.hackathon, place?.facts.roles ?? []);
    const { hackathon, facts, version } = place!;
    const slug = param(req, 'c');
    const read = () => questionPage(deps.db, hackathon.id, slug).then((row) => row ?? null);
    const question = await deps.kept.get(`question ${hackathon.id} ${slug}`, version, read);
    if (!question) throw new NotFound();
    const { challenge } = question;
    const locals = {
      title: textIn(challenge.title, req.locale, hackathon.languages).text,
      at: `/hackathons/${hackathon.slug}`,
      slug: challenge.slug,
      id: challenge.id,
      button: buttonOf({ hackathon, challenge, facts, signedIn: personOf(req) !== null, t: req.t }),
      can: { organise: facts.roles.includes('organiser') },
    };
    await show(req, res, 'challenges/one', locals, {
      hackathonId: hackathon.id,
      cache: 'private, no-cache',
      stamped: true,
      ready: { question: await sharedPart(deps, req, place!, question) },
    });
  };
}

/** All of the page that is the same for every reader in this language, made once for a version. */
function sharedPart(
  deps: Deps,
  req: Request,
  place: Visited,
  question: QuestionPage,
): Promise<Buffer> | Buffer {
  const { hackathon, facts, version } = place;
  const { challenge, ...numbers } = question;
  const still = `${version} ${boundariesBefore(facts.phases, facts.now)}`;
  return deps.kept.get(`question ${challenge.id} ${req.locale}`, still, () => {
    const brief = textIn(challenge.brief, req.locale, hackathon.languages);
    const closing = challenge.closing ? textIn(challenge.closing, req.locale, hackathon.languages) : null;
    const html = part(req, 'challenges/_question', {
      ...numbers,
      hackathon,
      challenge,
      brief: { ...brief, html: renderMarkdown(brief.text) },
      closing: closing && { ...closing, html: renderMarkdown(closing.text) },
      answerBy: answerBy(facts.phases, facts.now),
      awaited: challenge.closed_at === null && numbers.published,
      changed:
        hackathon.opened_at !== null && challenge.version > 1 && challenge.changed_at > hackathon.opened_at,
    });
    return Buffer.from(html);
  });
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
