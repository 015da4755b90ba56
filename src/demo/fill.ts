// Fills an empty database with the demo hackathons, through the same actions that people use.
import type { Deps } from '../deps';

export async function fillDemo(_deps: Deps): Promise<void> {}
