// Both pages of somebody who looks for support: finding a peer, and what became of it.
import { openSession } from "./frame/api.js";
import { show, start } from "./frame/app.js";
import { config } from "./frame/config.js";
import { language } from "./frame/messages.js";
import { loadSurroundings } from "./frame/ui.js";
import { begin } from "./requester/begin.js";
import { loadTopics } from "./requester/draft.js";
import { openSupport } from "./requester/support.js";

await start(async () => {
  const session = await openSession(language);
  await Promise.all([loadSurroundings(session.roles, "pseudonymous", "named"), loadTopics(session)]);
  if (config.page === "support") await openSupport();
  else show(begin);
});
