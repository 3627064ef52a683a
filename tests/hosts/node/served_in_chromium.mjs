// Opens the server's task pane in Chromium and runs what it serves there: its own office.js, its own request code, its
// own custom functions. Simulated: what only Excel supplies, Office.onReady and the workbook.
import { chromium } from "playwright-core";
import { cases, done, metadata, origin, passed, program, shown, token } from "./formulas.mjs";

const CODE = "/xlwings/custom-functions-code.js";
const browser = await chromium.launch({ executablePath: program, args: ["--no-sandbox"] });
try {
  const page = await browser.newPage();
  const elsewhere = [];
  page.on("request", (request) => request.url().startsWith(origin) || elsewhere.push(request.url()));
  // Excel runs the functions' code once it is ready; here it waits until Excel's part has been put in place.
  let waiting = true;
  await page.route(`**${CODE}`, (route) => (waiting ? route.fulfill({ body: "" }) : route.continue()));
  await page.route("**/taskpane-reload.js", (route) => route.fulfill({ body: "" }));
  await page.goto(`${origin}/taskpane.html?token=${encodeURIComponent(token)}`, { waitUntil: "load" });
  await page.waitForFunction(() => globalThis.CustomFunctions?.associate && globalThis.xwRequest && globalThis.getAuth);
  await page.evaluate(() => {
    const info = { host: "Excel", platform: "PC" };
    const workbook = {
      workbook: { name: "Book1.xlsx", load() {} },
      application: {
        cultureInfo: { name: "en-GB", load() {}, datetimeFormat: { shortDatePattern: "dd/MM/yyyy", load() {} } },
      },
      sync: async () => {},
    };
    const requirements = { isSetSupported: () => true };
    window.Office = { onReady: async (then) => (then?.(info), info), context: { requirements } };
    window.Excel = { RequestContext: function () { return workbook; } };
    CustomFunctions.ErrorCode ??= { invalidValue: "#VALUE!" };
    CustomFunctions.Error ??= class extends Error {
      constructor(code, message) {
        super(message);
        this.code = code;
      }
    };
  });
  waiting = false;
  await page.addScriptTag({ url: origin + CODE });
  const known = await metadata();
  const calls = cases.map(({ name, cells }) => {
    const { parameters } = known.find((each) => each.id === name);
    return { name, given: passed(parameters, cells) };
  });
  const answers = await page.evaluate(async (calls) => {
    const run = async ({ name, given }) => {
      try {
        return { result: await CustomFunctions._association.mappings[name](...given, { address: "Sheet1!D2" }) };
      } catch (error) {
        return { shows: [[error.code]], says: error.message };
      }
    };
    return Promise.all(calls.map(run));
  }, calls);
  const results = answers.map((answer) => (answer.result ? { shows: shown(answer.result) } : answer));
  const functions = await page.evaluate(() => Object.keys(CustomFunctions._association.mappings).sort());
  done({ results, functions, known: known.map((each) => each.id).sort(), elsewhere });
} finally {
  await browser.close();
}
