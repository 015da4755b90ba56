// Pages of judging. A sheet exists for its juror only; all sheets open together when deliberation begins.
import type { Deps } from '../../deps';
import { createSite, type Site } from '../../web/site';
import { addDeliberation } from './sheets.deliberation.routes';
import { addSheets } from './sheets.own.routes';

export function sheetsRoutes(deps: Deps): Site {
  const site = createSite('sheets');
  addSheets(site, deps);
  addDeliberation(site, deps);
  return site;
}
