// How a feature puts its pages on the map: every route says who may use it. The access matrix reads the
// declarations; what they promise is kept by the policies of the actions, and by sign-in here.
import { type RequestHandler, Router } from 'express';
import { requirePerson } from './request';

/** Contract.md's “who”. Several mean: any of them. */
export type Who =
  | 'anyone'
  | 'signed-in'
  | 'may-found'
  | 'participant'
  | 'member'
  | 'captain'
  | 'expert'
  | 'adviser'
  | 'room'
  | 'juror'
  | 'sheet-owner'
  | 'organiser'
  | 'moderator'
  | 'authority'
  | 'author';

/** A phase that must be open for a change; rights in domain.md. */
export type PhaseBound =
  | 'inquiry'
  | 'teams'
  | 'drafting'
  | 'judging'
  | 'deliberation'
  | 'results'
  | 'follow-up'
  | 'rooms';

export interface Access {
  who: Who | Who[];
  phase?: PhaseBound;
}

export interface Declared extends Access {
  method: 'get' | 'post';
  path: string;
  feature: string;
}

export interface Site {
  feature: string;
  router: Router;
  declared: Declared[];
  get(path: string, access: Access, ...handlers: RequestHandler[]): void;
  post(path: string, access: Access, ...handlers: RequestHandler[]): void;
}

const signedIn: RequestHandler = (req, _res, next) => {
  requirePerson(req);
  next();
};

export function createSite(feature: string): Site {
  const router = Router();
  const declared: Declared[] = [];
  const add =
    (method: 'get' | 'post') =>
    (path: string, access: Access, ...handlers: RequestHandler[]) => {
      declared.push({ method, path, feature, ...access });
      const open = [access.who].flat().includes('anyone');
      router[method](path, ...(open ? [] : [signedIn]), ...handlers);
    };
  return { feature, router, declared, get: add('get'), post: add('post') };
}
