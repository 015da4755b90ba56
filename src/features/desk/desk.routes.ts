// The desk: what a person finds after signing in.
import type { Deps } from '../../deps';
import { createSite, type Site } from '../../web/site';

export function deskRoutes(_deps: Deps): Site {
  return createSite('desk');
}
