// The live door of the big screen: whoever is in hears that something changed, and asks the page what.
import { z } from 'zod';
import type { Deps } from '../../deps';
import { type LiveEvent, liveEvent } from '../../realtime/handle';
import { channels } from '../../realtime/live';
import { enterStage } from './results.announcement.actions';

export function stageEvents(deps: Deps): LiveEvent<never>[] {
  return [
    liveEvent({
      event: 'stage:join',
      who: 'signed-in',
      schema: z.strictObject({ hackathonId: z.string().min(1).max(60) }),
      async run({ hackathonId }, { socket, person }) {
        await enterStage(deps, person, hackathonId);
        await socket.join(channels.stage(hackathonId));
      },
    }),
  ] as LiveEvent<never>[];
}
