// The page door of cards: one's own, and those that people of a team or organisers see.
import type { Request, RequestHandler } from 'express';
import type { Deps } from '../../deps';
import { Forbidden } from '../../errors';
import { languageName, WRITING_LANGUAGES } from '../../i18n/locales';
import { done, orFormAgain } from '../../web/answers';
import { noFields } from '../../web/fields';
import { read } from '../../web/forms';
import { param, personOf, queryText, requirePerson } from '../../web/request';
import { show } from '../../web/show';
import { createSite, type Site } from '../../web/site';
import { challengesOf } from '../challenges/challenges.queries';
import { requireOrganiser } from '../hackathons/hackathons.rights';
import { findTeam } from '../teams/teams.held.actions';
import { hackathonOf, viewerOf } from '../teams/teams.list.routes';
import { teamFacts as factsForTeam, membersOf } from '../teams/teams.queries';
import { SKILLS } from '../teams/teams.together';
import {
  challengeOptions,
  joinHref,
  languageOptions,
  type OfTeam,
  togetherChoices,
} from '../teams/teams.view';
import { showCard, takeCardAway } from './seekers.actions';
import { cardInput } from './seekers.input';
import { cardOf } from './seekers.queries';
import { cardsAreOut, cardsOf, looksForPeople, rankedFor } from './seekers.suggestions.routes';
import type { SeekerCard } from './seekers.tables';
import { cardView } from './seekers.view';

const PAGE = 20;

export function seekersRoutes(deps: Deps): Site {
  const site = createSite('seekers');
  ownCard(site, deps);
  cardsOfOthers(site, deps);
  return site;
}

function ownCard(site: Site, deps: Deps): void {
  const page: RequestHandler = async (req, res) => {
    const place = await hackathonOf(deps, req);
    const { hackathon } = place;
    const viewer = await viewerOf(deps, req, place);
    const card = await cardOf(deps.db, hackathon.id, requirePerson(req).id);
    const challenges = await challengesOf(deps.db, hackathon.id);
    const wanted = challenges.filter(({ id }) => card?.challenges.includes(id));
    const languages = card?.languages ?? viewer.spoken;
    const locals = {
      slug: hackathon.slug,
      viewer,
      joinHref: joinHref(hackathon, `/hackathons/${hackathon.slug}/card`),
      shown: card !== undefined && card.hidden_at === null,
      kept: card !== undefined,
      challenges: challengeOptions(req, hackathon, challenges),
      languageChoices: languageOptions(req, hackathon, languages),
      together: togetherChoices(req),
      chosen: {
        challenges: wanted.map(({ slug }) => slug),
        languages,
        skills: card?.skills ?? [],
        times: card?.times ?? [],
      },
    };
    await show(req, res, 'seekers/card', locals, { hackathonId: hackathon.id });
  };
  site.get('/hackathons/:h/card', { who: 'signed-in' }, page);
  site.post(
    '/hackathons/:h/card',
    { who: 'participant', phase: 'teams' },
    orFormAgain(page, async (req, res) => {
      const { hackathon } = await hackathonOf(deps, req);
      await showCard(deps, requirePerson(req), hackathon, read(cardInput, req));
      done(req, res, `/hackathons/${hackathon.slug}/teams`, { said: 'together.said.shown' });
    }),
  );
  site.post('/hackathons/:h/card/removal', { who: 'signed-in' }, async (req, res) => {
    const { hackathon } = await hackathonOf(deps, req);
    read(noFields, req);
    await takeCardAway(deps, requirePerson(req), hackathon);
    done(req, res, `/hackathons/${hackathon.slug}/teams`, { said: 'together.said.gone' });
  });
}

/** `language` and `skill` of the address: only cards that name them. */
function chosenOf(req: Request): { language: string; skill: string; fits(card: SeekerCard): boolean } {
  const known = (list: readonly string[], name: string) => {
    const given = queryText(req, name) ?? '';
    return list.includes(given) ? given : '';
  };
  const language = known(WRITING_LANGUAGES, 'language');
  const skill = known(SKILLS, 'skill');
  const fits = (card: SeekerCard) =>
    (!language || card.languages.includes(language)) &&
    (!skill || (card.skills as readonly string[]).includes(skill));
  return { language, skill, fits };
}

/** A page of `found`; whoever asks for one that is not there gets the last. */
function paged<T>(req: Request, found: readonly T[], query: Record<string, string>) {
  const last = Math.max(1, Math.ceil(found.length / PAGE));
  const asked = /^\d{1,4}$/.exec(queryText(req, 'page') ?? '');
  const number = Math.min(Math.max(1, Number(asked?.[0] ?? 1)), last);
  const at = (page: number) => `${req.path}?${new URLSearchParams({ ...query, page: String(page) })}`;
  const from = (number - 1) * PAGE;
  const items = found.slice(from, from + PAGE);
  return {
    items,
    count: { from: from + 1, to: from + items.length, all: found.length },
    earlier: number > 1 ? at(number - 1) : null,
    later: number < last ? at(number + 1) : null,
  };
}

function cardsOfOthers(site: Site, deps: Deps): void {
  async function list(
    req: Request,
    res: Parameters<RequestHandler>[1],
    { hackathon, team }: Pick<OfTeam, 'hackathon'> & { team: OfTeam | null },
    out: boolean,
  ): Promise<void> {
    const { language, skill, fits } = chosenOf(req);
    const cards = out ? (await cardsOf(deps, req, hackathon.id)).filter(fits) : [];
    const found = team ? await rankedFor(deps, req, team, cards) : cards;
    const challenges = await challengesOf(deps.db, hackathon.id);
    const query = { ...(language ? { language } : {}), ...(skill ? { skill } : {}) };
    const { items, ...pages } = paged<SeekerCard>(req, found, query);
    const locals = {
      slug: hackathon.slug,
      path: req.path,
      team: team && { id: team.team.id, name: team.team.name },
      people: items.map((card) => cardView(req, card, challenges, hackathon)),
      pages,
      chosen: { language, skill },
      languages: WRITING_LANGUAGES.map((tag) => ({ value: tag, label: languageName(tag, req.locale) })),
      skills: togetherChoices(req).skills,
    };
    await show(req, res, 'seekers/people', locals, { hackathonId: hackathon.id });
  }

  site.get('/teams/:id/seekers', { who: 'member' }, async (req, res) => {
    const person = personOf(req);
    const { team, hackathon } = await findTeam(deps.db, param(req, 'id'), person);
    const facts = await factsForTeam(deps.db, deps.clock, hackathon, team, person);
    const members = await membersOf(deps.db, team.id);
    const ofTeam = { team, hackathon, facts, members };
    if (!members.some(({ id }) => id === person?.id) || !looksForPeople(ofTeam))
      throw new Forbidden('together.refused.teamsOnly');
    await list(req, res, { hackathon, team: ofTeam }, true);
  });
  site.get('/hackathons/:h/seekers', { who: 'organiser' }, async (req, res) => {
    const { hackathon, facts } = await hackathonOf(deps, req);
    requireOrganiser(hackathon, facts.roles);
    await list(req, res, { hackathon, team: null }, cardsAreOut(facts));
  });
}
