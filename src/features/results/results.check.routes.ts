// The page on which anybody's own browser counts a published ranking again.
import type { Request, Response } from 'express';
import type { Deps } from '../../deps';
import { param, personOf, queryText } from '../../web/request';
import { show } from '../../web/show';
import type { Site } from '../../web/site';
import { entriesOf, rankingsOf } from './results.queries';
import { mayReadProtocol, publishedResults } from './results.rights';

export function checkRoutes(deps: Deps, site: Site): void {
  site.get('/hackathons/:h/results/check', { who: 'anyone' }, (req, res) => showCheck(deps, req, res));
}

async function showCheck(deps: Deps, req: Request, res: Response): Promise<void> {
  const asked = queryText(req, 'publication');
  const shown = await publishedResults(deps.db, param(req, 'h'), asked);
  const { hackathon, publication, publications } = shown;
  const rankings = await rankingsOf(deps.db, publication.id);
  const entries = await entriesOf(
    deps.db,
    rankings.map((one) => one.id),
  );
  const teams = Object.fromEntries(entries.map((entry) => [entry.submission_id, entry.team_name]));
  const locals = {
    hackathon,
    publication,
    asked: publication.number === publications[0]!.number ? '' : `?publication=${publication.number}`,
    mine: await mayReadProtocol(deps.db, shown, personOf(req)?.id ?? null),
    teams: JSON.stringify(teams),
  };
  await show(req, res, 'ranking/check', locals, { hackathonId: hackathon.id });
}
