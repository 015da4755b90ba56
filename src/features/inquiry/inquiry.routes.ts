// The page door of the inquiry: evidence cards of a hackathon, for its people.
import type { Request, RequestHandler } from 'express';
import type { Deps } from '../../deps';
import { NotFound } from '../../errors';
import { isLocale, languageName, WRITING_LANGUAGES } from '../../i18n/locales';
import { done, orFormAgain } from '../../web/answers';
import { read } from '../../web/forms';
import { param, queryText, requirePerson } from '../../web/request';
import { show } from '../../web/show';
import { createSite, type Site, type Who } from '../../web/site';
import { mayNow } from '../hackathons/hackathons.policy';
import { factsOf, hackathonBySlug } from '../hackathons/hackathons.queries';
import { requireVisible } from '../hackathons/hackathons.rights';
import { withdrawCard, writeCard } from './inquiry.actions';
import { cardInput, nothing } from './inquiry.input';
import { readsEvidence, roleShown } from './inquiry.policy';
import { listCards, PAGE } from './inquiry.queries';
import { KINDS, type Kind } from './inquiry.tables';

const READERS: Who[] = ['participant', 'expert', 'organiser', 'moderator', 'juror'];

async function hackathonFor(deps: Deps, req: Request) {
  const person = requirePerson(req);
  const hackathon = await hackathonBySlug(deps.db, param(req, 'h'));
  const facts = hackathon && (await factsOf(deps.db, deps.clock, hackathon, person.id));
  requireVisible(hackathon, facts?.roles ?? []);
  // Whoever has no part in a hackathon learns nothing about its evidence, not even that there is any.
  if (!facts || !readsEvidence(facts.roles)) throw new NotFound();
  return { person, hackathon, facts };
}

const kindOf = (req: Request): Kind | undefined => KINDS.find((kind) => kind === queryText(req, 'kind'));

async function pageOf(deps: Deps, req: Request) {
  const { person, hackathon, facts } = await hackathonFor(deps, req);
  const kind = kindOf(req);
  const before = Number(/^[1-9]\d{0,6}$/.exec(queryText(req, 'before') ?? '')?.[0] ?? 0);
  const found = await listCards(deps.db, {
    hackathonId: hackathon.id,
    ...(kind ? { kind } : {}),
    ...(before ? { before } : {}),
  });
  const cards = found.slice(0, PAGE);
  const query = new URLSearchParams({ ...(kind ? { kind } : {}), before: String(cards.at(-1)?.number) });
  const next = found.length > PAGE ? `${req.path}?${query}` : null;
  return { person, hackathon, facts, kind, cards, next };
}

export function inquiryRoutes(deps: Deps): Site {
  const site = createSite('inquiry');

  site.get('/hackathons/:h/evidence.json', { who: READERS }, async (req, res) => {
    const { cards, next } = await pageOf(deps, req);
    res.set('Cache-Control', 'no-store').json({
      cards: cards.map((card) => ({
        id: card.id,
        number: card.number,
        claim: card.claim,
        kind: card.kind,
        source: card.source,
        url: card.url,
        language: card.language,
        at: card.written_at.toISOString(),
      })),
      ...(next ? { next } : {}),
    });
  });

  const page: RequestHandler = async (req, res) => {
    const { person, hackathon, facts, kind, cards, next } = await pageOf(deps, req);
    const first = [...(isLocale(person.locale) ? [person.locale] : []), ...hackathon.languages];
    // As on the pages of teams: whoever only scores learns no names.
    const names = facts.roles.some((role) => role !== 'juror');
    const locals = {
      slug: hackathon.slug,
      zone: hackathon.zone,
      cards: cards.map((card) => ({
        id: card.id,
        number: card.number,
        claim: card.claim,
        cardKind: card.kind,
        source: card.source,
        url: card.url,
        host: card.url ? new URL(card.url).host : '',
        language: card.language,
        at: card.written_at,
        author: names ? card.author : '',
        authorRole: roleShown(card.author_roles),
        mine: card.written_by === person.id,
      })),
      kinds: KINDS,
      chosenKind: kind ?? '',
      next,
      mayWrite: mayNow(facts, 'collectEvidence').ok,
      writes: facts.roles.includes('participant') || facts.roles.includes('expert'),
      languages: [...new Set([...first, ...WRITING_LANGUAGES])].map((tag) => ({
        value: tag,
        label: languageName(tag, req.locale),
      })),
    };
    await show(req, res, 'inquiry/evidence', locals, { hackathonId: hackathon.id });
  };
  site.get('/hackathons/:h/evidence', { who: READERS }, page);
  site.post(
    '/hackathons/:h/evidence',
    { who: ['participant', 'expert'], phase: 'inquiry' },
    orFormAgain(page, async (req, res) => {
      const { person, hackathon } = await hackathonFor(deps, req);
      const card = await writeCard(deps, person, hackathon, read(cardInput, req));
      const location = `/hackathons/${hackathon.slug}/evidence#E${card.number}`;
      done(req, res, location, {
        id: card.id,
        number: card.number,
        made: true,
        said: 'inquiry.said.written',
      });
    }),
  );

  site.post('/evidence/:id/withdrawal', { who: 'author' }, async (req, res) => {
    read(nothing, req);
    const hackathon = await withdrawCard(deps, requirePerson(req), param(req, 'id'));
    done(req, res, `/hackathons/${hackathon.slug}/evidence`, {
      id: param(req, 'id'),
      said: 'inquiry.said.withdrawn',
    });
  });
  return site;
}
