// Sends the add-in's token with every call: the manifest carries it in the address of the task pane.
globalThis.getAuth = async function () {
  if (config.authProviders.includes("entraid")) {
    return { token: await xlwings.getAccessToken(), provider: "entraid" };
  }
  const token = new URLSearchParams(window.location.search).get("token") ?? "";
  return { token, provider: "tht_token" };
};
