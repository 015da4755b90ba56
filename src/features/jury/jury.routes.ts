// Pages of the jury: who reads what, and what jurors say about their reading.
import type { Deps } from '../../deps';
import { createSite, type Site } from '../../web/site';
import { addAssignments } from './jury.assignments.routes';
import { addDeclared } from './jury.declared.routes';
import { addReading } from './jury.reading.routes';

export function juryRoutes(deps: Deps): Site {
  const site = createSite('jury');
  addAssignments(site, deps);
  addReading(site, deps);
  addDeclared(site, deps);
  return site;
}
