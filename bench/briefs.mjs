// A brief with a list of headings, footnotes and a picture as PDF, from asking for it to its last byte: the excerpts are opened, consent is asked, the pages are set and compared
// with what went out. Twenty pages with thirty excerpts and six charts by a server that just started; then fifty excerpts in French
// and Arabic beside WeasyPrint with the same words, where WEASYPRINT names a Python that has it (bench/peers/brief.py). KEEP names a
// folder for the files of both, which bench/judges.sh shows to programs that check them.

import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { demonstration, get, milliseconds, post, postFile, quantile, remove, report, serve, signIn } from "./house.mjs";

const SENTENCES = {
    fr: [
        "Avant, je ne savais pas que la loi pouvait me protéger et je me taisais quand on me faisait du mal.",
        "Une voisine m’a parlé du centre et j’y suis entrée sans rien attendre, parce que je n’avais plus où aller.",
        "On m’a écoutée sans me juger, on m’a expliqué mes droits avec des mots simples et on m’a accompagnée au guichet.",
        "La première fois, l’agent a refusé de me recevoir ; la deuxième fois, une avocate était à côté de moi.",
        "J’ai eu ma carte, j’ai ouvert un compte et j’ai loué une chambre dont la porte ferme à clé.",
        "Maintenant j’explique aux autres femmes comment demander leurs papiers et je vais avec elles.",
        "Ce qui compte le plus, c’est que je n’ai plus honte de dire mon nom quand on me le demande.",
    ],
    ar: [
        "قبل ذلك لم أكن أعرف أن القانون يمكن أن يحميني وكنت أصمت عندما يؤذيني أحد.",
        "حدثتني جارة عن المركز فدخلته دون أن أنتظر شيئا لأنه لم يبق لي مكان أذهب إليه.",
        "استمعن إلي دون حكم وشرحن لي حقوقي بكلمات بسيطة ورافقنني إلى الشباك.",
        "في المرة الأولى رفض الموظف أن يستقبلني وفي المرة الثانية كانت محامية إلى جانبي.",
        "حصلت على بطاقتي وفتحت حسابا واكتريت غرفة يقفل بابها بمفتاح.",
        "الآن أشرح للنساء الأخريات كيف يطلبن وثائقهن وأذهب معهن.",
        "أهم ما في الأمر أنني لم أعد أخجل من ذكر اسمي عندما أسأل عنه.",
    ],
};

// What stands around the quotations: the brief's own words, for words of a story are refused there.
const PROSE = [
    "Les guichets reçoivent trop peu de demandes, et presque aucune ne va jusqu’au bout de la procédure prévue par le texte.",
    "Nous observons depuis deux ans que les délais s’allongent quand aucune personne formée n’est présente au moment du dépôt.",
    "La première mesure ne coûte rien : afficher la liste des pièces, dans les deux langues, à l’entrée de chaque service.",
    "La deuxième demande une formation courte, répétée chaque année, avec des cas pratiques tirés de situations ordinaires.",
    "Un suivi trimestriel permettrait de savoir combien de dossiers sont ouverts, combien sont clos et pour quelle raison.",
    "Les associations peuvent accompagner, mais elles ne remplacent ni l’accueil public ni la décision de justice attendue.",
    "Nous proposons une rencontre de travail avant la fin du semestre pour fixer ensemble un calendrier réaliste.",
];

// Words of about nine hundred letters, other ones for each number.
function told(language, number) {
    const all = SENTENCES[language];
    let text = "";
    for (let at = 0; text.length < 820; at++) text += `${all[(number * 3 + at * (1 + (number % 5))) % all.length]} `;
    return text.trim();
}

const field = (page, name) => new RegExp(`name="${name}" value="([^"]*)"`).exec(page)?.[1] ?? "";

async function done(answer, what) {
    const { status, headers, body } = await answer;
    if (status !== 303) throw new Error(`${what}: ${status} ${/role="alert"[\s\S]{0,600}/.exec(body)?.[0] ?? ""}`);
    return headers.location;
}

const house = demonstration(0);
let server = await serve(house);
const people = {};
const enter = async () => {
    for (const login of ["ilham", "houda", "zineb", "rajae"]) people[login] = await signIn(server.port, login);
};

// A story and an approved excerpt of all that happened in it; how a brief refers to it.
async function quotable(language, number) {
    const form = (await get(server.port, "/stories/new", people.ilham)).body;
    const day = (from) => new Date(Date.now() + from * 86_400_000).toISOString().slice(0, 10);
    const text = told(language, number);
    const story = await done(
        post(server.port, "/stories/new", {
            site: /name="site"[^>]*value="([^"]*)"|value="([^"]*)"[^>]*name="site"/.exec(form).slice(1).find(Boolean),
            domain: /name="domain"[^>]*value="([^"]*)"|value="([^"]*)"[^>]*name="domain"/.exec(form).slice(1).find(Boolean),
            ...{ language, session: "focus_group", told_on: day(0), change: "…", chosen: "0", direction: "good", title: `${number}` },
            ...{ context: "…", description: text, significance: "…", p1: "yes", p2: "yes", p3: "yes", p5: "yes", until: day(300) },
            ...{ manner: "spoken", age: "adult", others: "nobody", teach_back: "understood", witness: "K2", read_back: "yes" },
        }, people.ilham),
        "a story",
    );
    const layer = field((await get(server.port, `${story}/code`, people.houda)).body, "layer");
    const place = { layer, part: "description", start: "0", end: `${[...text].length}`, pseudonym: `Amal ${number}`, step: "save" };
    const excerpt = await done(post(server.port, `${story}/excerpts/new`, place, people.houda), "an excerpt");
    const version = field((await get(server.port, excerpt, people.zineb)).body, "version");
    await done(post(server.port, excerpt, { step: "approve", version, because: "une mesure" }, people.zineb), "an approval");
    return { reference: `{{excerpt:${excerpt.split("/").pop()}}}`, lang: language, title: `${number}`, text };
}

async function chart(number) {
    const rows = ["Marrakech", "Agadir", "Tanger", "Casablanca", "Rabat"].map((city, at) => `${city} | ${40 + at * 17 + number * 3} | ${9 + at * 5 + number}`);
    const table = ["Clinique | Femmes accompagnées | Suites juridiques", ...rows].join("\n");
    const caption = `Femmes accompagnées, tableau ${number}`;
    await done(post(server.port, "/indicators/new", { language: "fr", caption, table, source: "Registre", date: "2026", hides: "yes" }, people.rajae), "a table");
    const ids = [...(await get(server.port, "/indicators", people.rajae)).body.matchAll(/id="table-([0-9a-f]{32})"/g)];
    return `{{chart:${ids.at(-1)[1]}}}`;
}

// A picture for briefs, described; how a brief refers to it.
async function picture() {
    const drawing = readFileSync(new URL("../tests/briefs/door.png", import.meta.url));
    const link = await done(postFile(server.port, "/images/new", drawing, people.rajae), "a picture");
    const said = { version: "1", language: "fr", alt: "Une porte bleue", caption: "Une porte", credit: "Dessin inventé", nobody: "yes" };
    await done(post(server.port, link, said, people.rajae), "its words");
    return `{{image:${link.split("/").pop()}}}`;
}

// Writes, signs off and issues a brief; the path of its PDF.
async function issued(title, body) {
    const draft = { version: "0", title, language: "fr", project: "Atlas", selected: "", body };
    const brief = await done(post(server.port, "/briefs/new", draft, people.rajae), "a brief");
    const review = (await get(server.port, `${brief}/review`, people.zineb)).body;
    const [version, print] = [field(review, "version"), field(review, "print")];
    await done(post(server.port, `${brief}/review`, { step: "sign_off", version, print, to: "ministry", despite: "une mesure" }, people.zineb), "a yes");
    const to = { version, addressee: "ministry", to: "" };
    await done(post(server.port, `${brief}/issue`, to, people.rajae), "an issue");
    const page = (await get(server.port, brief, people.rajae)).body;
    return `${brief}/issues/${/\/issues\/([0-9a-f]{32})\//.exec(page)[1]}/brief.pdf`;
}

// Milliseconds for the file, and how many pages it has.
async function set(path) {
    const start = process.hrtime.bigint();
    const answer = await get(server.port, path, people.rajae);
    const took = milliseconds(start);
    if (answer.status !== 200) throw new Error(`the file: ${answer.status}`);
    return { took, pages: (answer.body.match(/\/Type\s*\/Page\b(?!s)/g) ?? []).length };
}

// Keeps every file of an issue.
async function keep(path, name) {
    mkdirSync(process.env.KEEP, { recursive: true });
    for (const kind of ["pdf", "archive.pdf", "docx", "html", "md"]) {
        const answer = await get(server.port, path.replace(/pdf$/, kind), people.rajae);
        if (answer.status !== 200) throw new Error(`${name}.${kind}: ${answer.status}`);
        writeFileSync(join(process.env.KEEP, `${name}.${kind}`), answer.bytes);
    }
}

try {
    await enter();
    const quoted = [];
    for (let number = 0; number < 50; number++) quoted.push(await quotable(number % 2 ? "ar" : "fr", number));
    const prose = `${PROSE.join(" ")}\n\n${PROSE.toReversed().join(" ")}`;
    const charts = [];
    for (let number = 1; number <= 6; number++) charts.push(await chart(number));
    const chapters = charts.map((chart, at) => {
        const own = quoted.slice(at * 5, at * 5 + 5).map((one) => one.reference);
        const notes = `[^f${at}]: Registre des guichets, *semestre ${at + 1}*.\n\n[^a${at}]: سجل المصحات، الفصل الأول.`;
        return `## Chapitre ${at + 1}\n\n${prose}[^f${at}][^a${at}]\n\n${own.join(`\n\n${prose}\n\n`)}\n\n${chart}\n\n${notes}`;
    });
    const long = await issued("Vingt pages", `{{contents}}\n\n${await picture()}\n\n${chapters.join("\n\n")}`);
    const bilingual = await issued("Note de plaidoyer", quoted.map((one) => `## ${one.title}\n\n${one.reference}`).join("\n\n"));

    if (process.env.KEEP) {
        await keep(long, "long");
        await keep(bilingual, "bilingual");
    }
    const cold = [];
    let pages = 0;
    for (let round = 0; round < 3; round++) {
        await server.stop();
        server = await serve(house);
        people.rajae = await signIn(server.port, "rajae");
        const file = await set(long);
        cold.push(file.took);
        pages = file.pages;
    }
    report(`PDF of ${pages} pages with 30 excerpts and 6 charts, server just started, median of 3`, quantile(cold, 0.5), "ms", 1000);
    const ours = [];
    for (let round = 0; round < 3; round++) ours.push((await set(bilingual)).took);
    report("PDF of 50 excerpts in French and Arabic, median of 3", quantile(ours, 0.5), "ms");
    if (process.env.WEASYPRINT) {
        const script = new URL("peers/brief.py", import.meta.url).pathname;
        const answer = execFileSync(process.env.WEASYPRINT, [script], { input: JSON.stringify(quoted), maxBuffer: 1e8 });
        const theirs = JSON.parse(answer.toString("utf8"));
        report(`the same words by WeasyPrint ${theirs.version}, median of 3`, theirs.milliseconds, "ms");
        report("our time as a share of theirs", quantile(ours, 0.5) / theirs.milliseconds, "", 0.2);
    }
} finally {
    await server.stop();
    remove(house);
}
