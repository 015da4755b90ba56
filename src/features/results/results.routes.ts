// The doors of results: the public page, JSON, CSV and protocol, and the organiser's publication.
import type { Request, Response } from 'express';
import type { Deps } from '../../deps';
import { NotFound } from '../../errors';
import { done, orFormAgain } from '../../web/answers';
import { read } from '../../web/forms';
import { pageStart, param, personOf, queryText, requirePerson } from '../../web/request';
import { show } from '../../web/show';
import { createSite, type Site } from '../../web/site';
import { challengesOf } from '../challenges/challenges.queries';
import { mayNow } from '../hackathons/hackathons.policy';
import { factsOf } from '../hackathons/hackathons.queries';
import { answerBy } from '../hackathons/hackathons.view';
import { teamOfPerson } from '../teams/teams.queries';
import { likedOf } from '../votes/votes.queries';
import { publishResults } from './results.actions';
import { announcementRoutes } from './results.announcement.routes';
import { checkRoutes } from './results.check.routes';
import { publicationInput } from './results.input';
import { objectionCounts } from './results.objections.queries';
import { objectionRoutes } from './results.objections.routes';
import { protocolIsPublic } from './results.policy';
import { showPreview } from './results.preview.routes';
import { proposalRoutes } from './results.proposal.routes';
import { answersOf, entriesOf, protocolText, rankingsOf, type ShownEntry } from './results.queries';
import { mayReadProtocol, publishedResults } from './results.rights';
import { stageRoutes } from './results.stage.routes';
import {
  frozenCloth,
  pageOfResults,
  prizesView,
  RESULT_ROWS,
  rankingView,
  resultsCsv,
  resultsJson,
} from './results.view';

export function resultsRoutes(deps: Deps): Site {
  const site = createSite('results');
  const at = '/hackathons/:h/results';

  site.get(`${at}/publication`, { who: 'organiser' }, (req, res) => showPreview(deps, req, res));
  site.post(
    `${at}/publication`,
    { who: 'organiser', phase: 'results' },
    orFormAgain(
      (req, res) => showPreview(deps, req, res),
      async (req, res) => {
        const person = requirePerson(req);
        const made = await publishResults(deps, person, param(req, 'h'), read(publicationInput, req));
        const { id, number } = made;
        const more = { id, publication: number, made: true, said: 'results.said.published' };
        done(req, res, `/hackathons/${made.hackathon.slug}/results`, more);
      },
    ),
  );

  site.get(`${at}.json`, { who: 'anyone' }, async (req, res) => {
    const { publication } = await published(deps, req);
    const rankings = await rankingsOf(deps.db, publication.id);
    const entries = await entriesOf(
      deps.db,
      rankings.map((one) => one.id),
    );
    res.set('Cache-Control', 'no-store').json(resultsJson(publication, rankings, entries));
  });
  site.get(`${at}.csv`, { who: 'anyone' }, async (req, res) => {
    const { hackathon, publication } = await published(deps, req);
    const rankings = await rankingsOf(deps.db, publication.id);
    const entries = await entriesOf(
      deps.db,
      rankings.map((one) => one.id),
    );
    res
      .set('Cache-Control', 'no-store')
      .set('Content-Disposition', `attachment; filename="${hackathon.slug}-results.csv"`)
      .type('text/csv; charset=utf-8')
      .send(resultsCsv(rankings, entries));
  });
  for (const path of [`${at}/protocol.json`, '/hackathons/:h/protocol.json']) {
    site.get(path, { who: 'anyone' }, (req, res) => sendProtocol(deps, req, res));
  }
  site.get(at, { who: 'anyone' }, (req, res) => showResults(deps, req, res));
  checkRoutes(deps, site);
  announcementRoutes(deps, site);
  stageRoutes(deps, site);
  objectionRoutes(deps, site);
  proposalRoutes(deps, site);
  return site;
}

const published = (deps: Deps, req: Request) =>
  publishedResults(deps.db, param(req, 'h'), queryText(req, 'publication'));

/** The very bytes whose hash the page shows. */
async function sendProtocol(deps: Deps, req: Request, res: Response): Promise<void> {
  const shown = await published(deps, req);
  if (!(await mayReadProtocol(deps.db, shown, personOf(req)?.id ?? null))) throw new NotFound();
  res
    .set('Cache-Control', 'no-store')
    .type('application/json; charset=utf-8')
    .send(Buffer.from(await protocolText(deps.db, shown.publication.id)));
}

async function showResults(deps: Deps, req: Request, res: Response): Promise<void> {
  const { hackathon, publication, publications } = await published(deps, req);
  const personId = personOf(req)?.id ?? null;
  const rankings = await rankingsOf(deps.db, publication.id);
  const entries = await entriesOf(
    deps.db,
    rankings.map((one) => one.id),
  );
  const challenges = new Map((await challengesOf(deps.db, hackathon.id)).map((one) => [one.id, one]));
  const facts = await factsOf(deps.db, deps.clock, hackathon, personId);
  const views = rankings.map((ranking) => rankingView(publication, ranking, entries, req.locale));
  const { shown, ...page } = pageOfResults(views, pageStart(req));
  const best = (entry: ShownEntry) =>
    (publication.shows === 'bands' ? (entry.band ?? entry.place) : entry.place) === 1;
  const first = new Set(entries.filter(best).map((entry) => entry.submission_id));
  const locals = {
    hackathon,
    publication,
    publications,
    /** The team of the reader, if its proposal is in these results. */
    ownTeam: await ownTeam(deps, hackathon.id, personId, entries),
    newest: publication.number === publications[0]!.number,
    /** For addresses of the same publication. */
    asked: publication.number === publications[0]!.number ? '' : `?publication=${publication.number}`,
    rankings: shown,
    page: { ...page, rows: RESULT_ROWS },
    /** Who stands first, on whatever page. */
    leading: views.flatMap((one) => one.first),
    prizes: prizesView(publication, entries, challenges),
    objections: await objectionCounts(deps.db, hackathon.id),
    challenges,
    answers: await answersOf(deps.db, { hackathonId: hackathon.id }),
    /** Beside the places, never among them. */
    liked: await likedOf(deps.db, hackathon.id),
    answerBy: answerBy(facts.phases, facts.now),
    now: facts.now,
    protocol: {
      open: protocolIsPublic(publication),
      mine: await mayReadProtocol(deps.db, { hackathon, publication }, personId),
    },
    can: {
      correct: mayNow(facts, 'publishResults').ok,
      answer: facts.roles.includes('organiser'),
      send: mayNow(facts, 'sendRecommendation').ok,
      /** Did something here that a certificate may tell. */
      certificate: facts.roles.some((role) => ['participant', 'expert', 'juror'].includes(role)),
    },
    html: {
      cloths: Object.fromEntries(
        shown
          .flatMap((one) => [
            ...one.groups.flatMap((group) => group.lines.map((line) => line.entry)),
            ...one.unjudged,
          ])
          .map((entry) => [
            entry.submission_id,
            frozenCloth(entry, first.has(entry.submission_id) ? 24 : 15),
          ]),
      ),
    },
  };
  await show(req, res, 'results/results', locals, { hackathonId: hackathon.id });
}

async function ownTeam(
  deps: Deps,
  hackathonId: string,
  personId: string | null,
  entries: readonly ShownEntry[],
): Promise<string | null> {
  const team = personId === null ? undefined : await teamOfPerson(deps.db, hackathonId, personId);
  return team && entries.some((entry) => entry.team_id === team.id) ? team.id : null;
}
