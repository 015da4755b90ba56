// The big screen, for everybody once an announcement began: large words, only what was told. While nothing is
// prepared and nothing public it is a page that is not there.
import type { Request, Response } from 'express';
import type { Deps } from '../../deps';
import { NotFound } from '../../errors';
import { param, personOf, queryText } from '../../web/request';
import { show } from '../../web/show';
import type { Site } from '../../web/site';
import { challengesOf } from '../challenges/challenges.queries';
import { hackathonBySlug, rolesOf } from '../hackathons/hackathons.queries';
import { requireVisible } from '../hackathons/hackathons.rights';
import type { HackathonRow } from '../hackathons/hackathons.tables';
import { announcementOf, announcementWithRankings, rostersOf } from './results.announcement.queries';
import { entriesOf, publicationsOf, rankingsOf } from './results.queries';
import { screenOf, stageGroup } from './results.stage.view';
import { frozenCloth } from './results.view';

/** Pixels a strip. */
const CLOTH = 22;

export function stageRoutes(deps: Deps, site: Site): void {
  const at = '/hackathons/:h/results/stage';
  site.get(at, { who: 'anyone' }, (req, res) => showStage(deps, req, res));
  site.get(`${at}.json`, { who: 'anyone' }, async (req, res) => {
    const hackathon = await stageOf(deps, req);
    res.set('Cache-Control', 'no-store').json({ stage: { state: await stateOf(deps, hackathon.id) } });
  });
}

async function stageOf(deps: Deps, req: Request): Promise<HackathonRow> {
  const personId = personOf(req)?.id;
  const hackathon = await hackathonBySlug(deps.db, param(req, 'h'));
  requireVisible(hackathon, hackathon && personId ? await rolesOf(deps.db, hackathon.id, personId) : []);
  return hackathon;
}

/** Changes with all that the screen shows, and says nothing of it. */
async function stateOf(deps: Deps, hackathonId: string): Promise<string> {
  const announcement = await announcementOf(deps.db, hackathonId);
  if (announcement) return `announcing ${announcement.version}`;
  const [newest] = await publicationsOf(deps.db, hackathonId);
  if (!newest) throw new NotFound();
  return `published ${newest.number}`;
}

async function showStage(deps: Deps, req: Request, res: Response): Promise<void> {
  const hackathon = await stageOf(deps, req);
  const told = (await announced(deps, hackathon.id)) ?? (await published(deps, hackathon.id));
  const { state, shows, revealed, rankings, prizes } = told;
  const asked = queryText(req, 'screen');
  const { step, screen, shown } = screenOf(
    rankings,
    revealed,
    asked === undefined ? undefined : Number(asked),
  );
  const challenges = await challengesOf(deps.db, hackathon.id);
  const versions = step?.entries.map((entry) => entry.version_id) ?? [];
  const locals = {
    hackathon,
    state,
    shows,
    published: state.startsWith('published'),
    screen,
    shown,
    group: step ? stageGroup({ step, rankings, challenges, prizes }) : null,
    html: {
      cloths: Object.fromEntries(
        [...(await rostersOf(deps.db, versions))].map(([id, roster]) => [id, frozenCloth({ roster }, CLOTH)]),
      ),
    },
  };
  await show(req, res, 'results/stage', locals, { hackathonId: hackathon.id });
}

/** State and groups of one moment, so that the screen never says more than its state. */
async function announced(deps: Deps, hackathonId: string) {
  const announcement = await announcementWithRankings(deps.db, hackathonId);
  if (!announcement) return undefined;
  const { rankings, revealed, shows, version } = announcement;
  return { state: `announcing ${version}`, shows, revealed, rankings, prizes: [] };
}

async function published(deps: Deps, hackathonId: string) {
  const [newest] = await publicationsOf(deps.db, hackathonId);
  if (!newest) throw new NotFound();
  const rows = await rankingsOf(deps.db, newest.id);
  const entries = await entriesOf(
    deps.db,
    rows.map((one) => one.id),
  );
  const rankings = rows.map((row) => ({
    challenge_id: row.challenge_id,
    entries: entries.filter((entry) => entry.ranking_id === row.id),
  }));
  const { number, shows, prizes } = newest;
  return { state: `published ${number}`, shows, revealed: Number.POSITIVE_INFINITY, rankings, prizes };
}
