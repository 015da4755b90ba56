// Pages of judging: the juror's own sheets, and the chair's words for teams.
import type { Deps } from '../../deps';
import { createSite, type Site } from '../../web/site';
import { addSheets } from './sheets.own.routes';
import { addWords } from './sheets.words.routes';

export function sheetsRoutes(deps: Deps): Site {
  const site = createSite('sheets');
  addSheets(site, deps);
  addWords(site, deps);
  return site;
}
