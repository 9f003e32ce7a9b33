// What stands in a room, by applying one event after the other. The same as sessions/live/state.py, by test.
export class Hole extends Error {}

// The state after `event`; the same object for one heard before. Throws Hole when one lies between.
export function apply(state, event) {
  if (event.seq <= state.seq) return state;
  if (event.seq > state.seq + 1) throw new Hole();
  const thing = event.kind.split(".")[0];
  const things = { ...state.things[thing] };
  const key = String(event.data.id);
  if (event.data.gone) delete things[key];
  else things[key] = event.data;
  return { ...state, seq: event.seq, things: { ...state.things, [thing]: things } };
}
