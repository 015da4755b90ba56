// Says no before a form is read: a person without the role learns nothing about its fields.
import type { RequestHandler } from 'express';
import type { Deps } from '../../deps';
import { Forbidden } from '../../errors';
import { param, requirePerson } from '../../web/request';
import { hackathonBySlug, rolesOf } from './hackathons.queries';
import { requireOrganiser } from './hackathons.rights';

/** For paths with `:h`. The action asks again after its lock. */
export function organisersOnly(deps: Deps): RequestHandler {
  return async (req, _res, next) => {
    const person = requirePerson(req);
    const hackathon = await hackathonBySlug(deps.db, param(req, 'h'));
    requireOrganiser(hackathon, hackathon ? await rolesOf(deps.db, hackathon.id, person.id) : []);
    next();
  };
}

export const foundersOnly: RequestHandler = (req, _res, next) => {
  if (!requirePerson(req).may_found) throw new Forbidden('hackathons.refused.mayFound');
  next();
};
