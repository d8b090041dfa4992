// The page of a peer supporter: what waits, whom she serves, what she can carry, how to listen.
import { openSession } from "./frame/api.js";
import { start } from "./frame/app.js";
import { language } from "./frame/messages.js";
import { loadSurroundings } from "./frame/ui.js";
import { loadTopics } from "./requester/draft.js";
import { openDesk } from "./desk/desk.js";

await start(async () => {
  const session = await openSession(language);
  await Promise.all([loadSurroundings(session.roles, ""), loadTopics(session)]);
  await openDesk();
});
