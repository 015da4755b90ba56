// What the frame of every page shows of a person's hackathon: navigation, ribbon, links at the foot.
import type { Deps } from '../../deps';
import type { FrameProvider } from '../../web/show';

export function frameOf(deps: Deps): FrameProvider {
  return async () => ({
    nav: [],
    ribbon: null,
    footLinks: [],
    demoBanner: deps.config.demo === 'on' && !['127.0.0.1', 'localhost', '::1'].includes(deps.config.host),
  });
}
