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

export interface Route extends Declared {
  handlers: RequestHandler[];
}

export interface Site {
  feature: string;
  routes: Route[];
  get(path: string, access: Access, ...handlers: RequestHandler[]): void;
  post(path: string, access: Access, ...handlers: RequestHandler[]): void;
}

const signedIn: RequestHandler = (req, _res, next) => {
  requirePerson(req);
  next();
};

export function createSite(feature: string): Site {
  const routes: Route[] = [];
  const add =
    (method: 'get' | 'post') =>
    (path: string, access: Access, ...handlers: RequestHandler[]) => {
      const open = [access.who].flat().includes('anyone');
      const all = open ? handlers : [signedIn, ...handlers];
      routes.push({ method, path, feature, ...access, handlers: all });
    };
  return { feature, routes, get: add('get'), post: add('post') };
}

/** Where a path is looked for: among those with its method, its first word and as many steps. */
function shelfOf(method: string, path: string): string {
  const steps = path.split('/').filter((step) => step !== '');
  const [first = ''] = steps[0]?.toLowerCase().split('.') ?? [];
  return `${method === 'HEAD' ? 'GET' : method} ${steps.length} ${first}`;
}

/** What is asked with OPTIONS: which methods a path has; nothing is done. */
function methodsOf(routes: readonly Route[]): Router {
  const router = Router();
  for (const path of new Set(routes.map((route) => route.path))) {
    const methods = new Set(routes.filter((route) => route.path === path).map((route) => route.method));
    const allow = [...(methods.has('get') ? ['GET', 'HEAD'] : []), ...(methods.has('post') ? ['POST'] : [])];
    router.options(path, (_req, res) => void res.set('Allow', allow.join(', ')).status(204).end());
  }
  return router;
}

/** All routes as one: a router looks at one after another, and we have some two hundred. */
export function mapOf(routes: readonly Route[]): RequestHandler {
  const shelves = new Map<string, Router>();
  for (const { method, path, handlers } of routes) {
    const name = shelfOf(method.toUpperCase(), path);
    const shelf = shelves.get(name) ?? Router();
    shelves.set(name, shelf);
    shelf[method](path, ...handlers);
  }
  const methods = methodsOf(routes);
  return (req, res, next) => {
    if (req.method === 'OPTIONS') return methods(req, res, next);
    const shelf = shelves.get(shelfOf(req.method, req.path));
    if (shelf) shelf(req, res, next);
    else next();
  };
}
