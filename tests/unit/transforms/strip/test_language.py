"""Other languages are detected, and English is never called foreign. All news is invented."""

import pytest

from transforms.strip import language
from transforms.strip.language import detect

FOREIGN = [
    ("de", "Der Stadtrat von Ellersby hat am Montagabend beschlossen, die alte Hafenmauer erst im kommenden Sommer zu "
           "sanieren. Die Kosten belaufen sich nach Angaben der Verwaltung auf rund vier Millionen Euro. Mehrere "
           "Anwohner kritisierten, dass sie vorher nicht gefragt worden seien."),
    ("de", "Bei dem Erdbeben in der Provinz Ruvenia sind nach Angaben der Behörden mindestens zwölf Menschen ums "
           "Leben gekommen. Rettungskräfte suchten auch in der Nacht noch nach Vermissten, während Hunderte ihre "
           "Häuser verlassen mussten. Die Regierung kündigte schnelle Hilfe an."),
    ("fr", "Le conseil municipal a adopté lundi soir le budget de la ville après un débat de plus de quatre heures. "
           "Selon la mairie, les travaux du port commenceront au printemps et coûteront environ quatre millions "
           "d’euros. L’opposition dénonce un projet trop cher pour les habitants."),
    ("fr", "Au moins douze personnes sont mortes dans le naufrage d’un ferry au large des îles Marrowan, ont annoncé "
           "les autorités. Les secours ont poursuivi les recherches toute la nuit malgré une mer agitée. Une enquête "
           "a été ouverte sur les causes de l’accident."),
    ("es", "Al menos doce personas murieron el martes después de que un transbordador se hundiera frente a las islas "
           "Marrowan, según informaron las autoridades. Los equipos de rescate continuaron la búsqueda durante la "
           "noche a pesar del mal tiempo. El Gobierno ha prometido una investigación."),
    ("es", "El ayuntamiento aprobó el lunes los presupuestos del próximo año con los votos de la mayoría. La "
           "alcaldesa explicó que las obras del puerto empezarán en primavera y que no habrá nuevos impuestos. Los "
           "vecinos piden más información sobre el proyecto."),
    ("pt", "Pelo menos doze pessoas morreram na terça-feira depois de uma balsa ter afundado ao largo das ilhas "
           "Marrowan, informaram as autoridades. As equipas de resgate continuaram as buscas durante a noite, apesar "
           "do mau tempo. O governo prometeu uma investigação às causas do acidente."),
    ("pt", "A prefeitura anunciou nesta segunda-feira que as obras do porto só vão começar no próximo verão. Segundo "
           "a secretária de finanças, o custo não deve passar de quatro milhões. Moradores reclamam que não foram "
           "ouvidos antes da decisão e pedem uma nova reunião."),
    ("it", "Il consiglio comunale ha approvato lunedì sera il bilancio della città dopo una discussione durata più di "
           "quattro ore. Secondo la sindaca i lavori al porto cominceranno in primavera e costeranno circa quattro "
           "milioni di euro. I residenti chiedono di essere ascoltati."),
    ("it", "Sono almeno dodici le vittime del terremoto che ha colpito nella notte la provincia di Ruvenia. I "
           "soccorritori cercano ancora i dispersi sotto le macerie, mentre centinaia di famiglie hanno dovuto "
           "lasciare le loro case. Il governo ha dichiarato lo stato di emergenza."),
    ("nl", "De gemeenteraad heeft maandagavond besloten dat de oude havenmuur pas volgende zomer wordt hersteld. "
           "Volgens het college kost het werk ongeveer vier miljoen euro. Een aantal bewoners is boos omdat zij "
           "vooraf niet naar hun mening zijn gevraagd, zo bleek tijdens de vergadering."),
    ("nl", "Bij de aardbeving in de provincie Ruvenia zijn zeker twaalf mensen om het leven gekomen. Reddingswerkers "
           "zochten de hele nacht naar vermisten onder het puin, terwijl honderden gezinnen hun huis moesten "
           "verlaten. De regering heeft snelle hulp beloofd aan de getroffen dorpen."),
    ("da", "Byrådet besluttede mandag aften, at den gamle havnemole først skal sættes i stand til næste sommer. "
           "Ifølge kommunen vil arbejdet koste omkring fire millioner kroner. Flere beboere er utilfredse med, at de "
           "ikke er blevet spurgt, inden beslutningen blev truffet på mødet."),
    ("no", "Kommunestyret vedtok mandag kveld at den gamle moloen først skal settes i stand neste sommer. Ifølge "
           "ordføreren vil arbeidet koste rundt fire millioner kroner. Flere innbyggere er misfornøyde med at de ikke "
           "ble spurt før avgjørelsen ble tatt, og krever et nytt møte."),
    ("no", "Minst tolv personer omkom da ei ferje gjekk ned utanfor øyane ved Marrowan tysdag, opplyser politiet. "
           "Redningsmannskapa leita heile natta etter dei sakna, sjølv om vêret var dårleg. Styresmaktene seier at "
           "dei ikkje veit kvifor ferja sokk, og vil granske ulukka."),
    ("sv", "Kommunfullmäktige beslutade på måndagskvällen att den gamla hamnmuren ska lagas först nästa sommar. "
           "Enligt kommunen kommer arbetet att kosta omkring fyra miljoner kronor. Flera boende är missnöjda med att "
           "de inte har blivit tillfrågade innan beslutet fattades och kräver svar."),
    ("fi", "Kaupunginvaltuusto päätti maanantai-iltana, että vanha satamamuuri korjataan vasta ensi kesänä. Kaupungin "
           "mukaan työ maksaa noin neljä miljoonaa euroa. Monet asukkaat ovat tyytymättömiä siihen, ettei heiltä "
           "kysytty mitään ennen päätöstä, ja he vaativat nyt uutta kokousta sekä selvitystä kustannuksista."),
    ("is", "Bæjarstjórn samþykkti á mánudagskvöld að gamli hafnargarðurinn yrði ekki lagaður fyrr en næsta sumar. Að "
           "sögn bæjarins mun verkið kosta um fjórar milljónir króna. Margir íbúar eru ósáttir við að hafa ekki verið "
           "spurðir áður en ákvörðunin var tekin á fundinum."),
    ("pl", "Rada miasta zdecydowała w poniedziałek wieczorem, że stary mur portowy zostanie naprawiony dopiero latem "
           "przyszłego roku. Według urzędu prace będą kosztować około czterech milionów złotych. Wielu mieszkańców "
           "jest niezadowolonych, bo nikt ich wcześniej nie zapytał o zdanie."),
    ("pl", "Co najmniej dwanaście osób zginęło w trzęsieniu ziemi, które nawiedziło prowincję Ruvenia. Ratownicy "
           "przez całą noc szukali zaginionych pod gruzami, a setki rodzin musiały opuścić swoje domy. Rząd obiecał "
           "szybką pomoc dla wszystkich poszkodowanych oraz dokładne śledztwo w tej sprawie."),
    ("cs", "Zastupitelé v pondělí večer rozhodli, že stará přístavní zeď bude opravena až příští léto. Podle radnice "
           "budou práce stát asi čtyři miliony korun. Mnoho obyvatel je nespokojeno s tím, že se jich před "
           "rozhodnutím nikdo nezeptal, a žádají proto nové jednání s vedením města."),
    ("sk", "Mestské zastupiteľstvo v pondelok večer rozhodlo, že starý prístavný múr sa bude opravovať až budúce "
           "leto. Podľa mesta budú práce stáť približne štyri milióny eur. Mnohí obyvatelia sú nespokojní s tým, že "
           "sa ich pred rozhodnutím nikto neopýtal, a žiadajú nové rokovanie."),
    ("sl", "Mestni svet je v ponedeljek zvečer odločil, da bodo stari pristaniški zid popravili šele prihodnje "
           "poletje. Po podatkih občine bodo dela stala približno štiri milijone evrov. Številni prebivalci so "
           "nezadovoljni, ker jih pred odločitvijo ni nihče vprašal za mnenje."),
    ("hr", "Gradsko vijeće odlučilo je u ponedjeljak navečer da će se stari lučki zid popraviti tek sljedećeg ljeta. "
           "Prema podacima grada radovi će stajati oko četiri milijuna eura. Mnogi stanovnici nezadovoljni su jer ih "
           "nitko nije pitao prije donošenja odluke na sjednici."),
    ("hu", "A városi tanács hétfő este úgy döntött, hogy a régi kikötői falat csak jövő nyáron javítják meg. A "
           "hivatal szerint a munka mintegy négymillió euróba kerül. Sok lakos elégedetlen azzal, hogy a döntés előtt "
           "senki sem kérdezte meg őket, ezért új ülést követelnek a jövő hétre."),
    ("ro", "Consiliul local a hotărât luni seara ca vechiul zid al portului să fie reparat abia vara viitoare. "
           "Potrivit primăriei, lucrările vor costa aproximativ patru milioane de euro. Mulți locuitori sunt "
           "nemulțumiți că nu au fost întrebați înainte de luarea deciziei și cer o nouă ședință."),
    ("tr", "Belediye meclisi pazartesi akşamı eski liman duvarının ancak gelecek yaz onarılmasına karar verdi. "
           "Belediyeye göre çalışmalar yaklaşık dört milyon avroya mal olacak. Birçok mahalle sakini karar alınmadan "
           "önce kendilerine danışılmadığını söyleyerek yeni bir toplantı yapılmasını istiyor ve belediye başkanından "
           "açıklama bekliyor."),
    ("et", "Linnavolikogu otsustas esmaspäeva õhtul, et vana sadamamüür parandatakse alles järgmisel suvel. "
           "Linnavalitsuse sõnul lähevad tööd maksma umbes neli miljonit eurot. Paljud elanikud on pahased, et neilt "
           "enne otsuse tegemist midagi ei küsitud, ja nõuavad nüüd uut koosolekut ning selgitusi."),
    ("lv", "Pilsētas dome pirmdienas vakarā nolēma, ka veco ostas mūri salabos tikai nākamvasar. Pēc pašvaldības "
           "ziņām darbi izmaksās aptuveni četrus miljonus eiro. Daudzi iedzīvotāji ir neapmierināti, ka pirms lēmuma "
           "pieņemšanas viņiem neviens neko nejautāja, un prasa sasaukt jaunu sēdi."),
    ("lt", "Miesto taryba pirmadienio vakarą nusprendė, kad senoji uosto siena bus remontuojama tik kitą vasarą. "
           "Savivaldybės teigimu, darbai kainuos apie keturis milijonus eurų. Daugelis gyventojų nepatenkinti, kad "
           "prieš priimant sprendimą jų niekas nepaklausė, ir reikalauja naujo posėdžio."),
    ("ca", "L’ajuntament va aprovar dilluns al vespre els comptes de la ciutat després d’un debat de més de quatre "
           "hores. Segons l’alcaldessa, les obres del port començaran a la primavera i costaran uns quatre milions "
           "d’euros. Els veïns demanen que se’ls escolti abans de decidir."),
    ("sq", "Këshilli bashkiak vendosi të hënën në mbrëmje që muri i vjetër i portit të riparohet vetëm verën e "
           "ardhshme. Sipas bashkisë, punimet do të kushtojnë rreth katër milionë euro. Shumë banorë janë të "
           "pakënaqur sepse askush nuk i pyeti para se të merrej vendimi."),
    ("ru", "Городской совет в понедельник вечером решил, что старую портовую стену отремонтируют только следующим "
           "летом. По данным мэрии, работы обойдутся примерно в четыре миллиона рублей. Многие жители недовольны тем, "
           "что их мнения никто не спросил, и требуют провести новое заседание с участием горожан."),
    ("ru", "По меньшей мере двенадцать человек погибли при землетрясении в провинции Рувения, сообщили власти. "
           "Спасатели всю ночь искали пропавших под завалами, сотни семей были вынуждены покинуть свои дома. "
           "Правительство пообещало быструю помощь всем пострадавшим и начало проверку состояния зданий."),
    ("uk", "Міська рада в понеділок увечері вирішила, що старий портовий мур відремонтують лише наступного літа. За "
           "даними мерії, роботи коштуватимуть близько чотирьох мільйонів гривень. Багато мешканців незадоволені тим, "
           "що їхньої думки ніхто не запитав, і вимагають провести нове засідання."),
    ("bg", "Общинският съвет реши в понеделник вечерта, че старата пристанищна стена ще бъде ремонтирана едва "
           "следващото лято. Според общината работите ще струват около четири милиона евро. Много жители са "
           "недоволни, че никой не ги е попитал преди решението, и искат ново заседание."),
    ("el", "Το δημοτικό συμβούλιο αποφάσισε το βράδυ της Δευτέρας ότι το παλιό τείχος του λιμανιού θα επισκευαστεί "
           "μόλις το επόμενο καλοκαίρι. Σύμφωνα με τον δήμο, οι εργασίες θα κοστίσουν περίπου τέσσερα εκατομμύρια "
           "ευρώ. Πολλοί κάτοικοι διαμαρτύρονται επειδή κανείς δεν τους ρώτησε πριν από την απόφαση."),
    ("ar", "قرر المجلس البلدي مساء الاثنين أن إصلاح الجدار القديم للميناء لن يبدأ قبل الصيف المقبل. وقالت البلدية إن "
           "تكلفة الأعمال ستبلغ نحو أربعة ملايين دولار. وعبر كثير من السكان عن غضبهم لأن أحدا لم يسألهم عن رأيهم قبل "
           "اتخاذ هذا القرار المهم بالنسبة لهم."),
    ("ar", "قتل اثنا عشر شخصا على الأقل في زلزال ضرب المحافظة فجر الثلاثاء، بحسب ما أعلنت السلطات. وواصل رجال الإنقاذ "
           "البحث عن المفقودين تحت الأنقاض طوال الليل، بينما اضطرت مئات العائلات إلى مغادرة منازلها. ووعدت الحكومة "
           "بتقديم مساعدات عاجلة إلى المتضررين."),
    ("fa", "شورای شهر دوشنبه شب تصمیم گرفت که دیوار قدیمی بندر تابستان آینده تعمیر شود. به گفته شهرداری، این کار حدود "
           "چهار میلیون دلار هزینه خواهد داشت. بسیاری از ساکنان ناراضی هستند که پیش از این تصمیم کسی نظر آنها را "
           "نپرسیده است و می‌خواهند جلسه دیگری برگزار شود."),
    ("ur", "شہری کونسل نے پیر کی شام فیصلہ کیا کہ بندرگاہ کی پرانی دیوار کی مرمت اگلے موسم گرما میں کی جائے گی۔ بلدیہ "
           "کے مطابق اس کام پر تقریباً چار ملین ڈالر خرچ ہوں گے۔ بہت سے رہائشی ناراض ہیں کہ فیصلے سے پہلے کسی نے ان "
           "سے ان کی رائے نہیں پوچھی۔"),
    ("he", "מועצת העיר החליטה ביום שני בערב כי החומה הישנה של הנמל תשופץ רק בקיץ הבא. לפי העירייה העבודות יעלו כארבעה "
           "מיליון שקלים. תושבים רבים אינם מרוצים מכך שאיש לא שאל לדעתם לפני שהתקבלה ההחלטה, והם דורשים לקיים ישיבה "
           "נוספת בהשתתפות הציבור בשבוע הבא."),
    ("hi", "नगर परिषद ने सोमवार शाम को फैसला किया कि बंदरगाह की पुरानी दीवार की मरम्मत अगली गर्मियों में ही की जाएगी। "
           "नगर निगम के अनुसार इस काम पर लगभग चार करोड़ रुपये खर्च होंगे। कई निवासी नाराज हैं कि फैसले से पहले किसी "
           "ने उनकी राय नहीं पूछी और वे नई बैठक चाहते हैं।"),
    ("bn", "সোমবার সন্ধ্যায় নগর পরিষদ সিদ্ধান্ত নিয়েছে যে বন্দরের পুরোনো দেয়ালটি আগামী গ্রীষ্মে মেরামত করা হবে। "
           "কর্তৃপক্ষের মতে এই কাজে প্রায় চার কোটি টাকা খরচ হবে। অনেক বাসিন্দা অসন্তুষ্ট, কারণ সিদ্ধান্ত নেওয়ার আগে "
           "কেউ তাদের মতামত জানতে চায়নি এবং তারা নতুন সভা চান।"),
    ("ta", "துறைமுகத்தின் பழைய சுவர் அடுத்த கோடைக்காலத்தில்தான் சீரமைக்கப்படும் என்று நகர சபை திங்கட்கிழமை மாலை "
           "முடிவு செய்தது. இந்தப் பணிக்கு சுமார் நான்கு கோடி ரூபாய் செலவாகும் என்று அதிகாரிகள் தெரிவித்தனர். "
           "முடிவெடுப்பதற்கு முன் தங்களிடம் யாரும் கருத்து கேட்கவில்லை என்று பலர் குறை கூறினர்."),
    ("th", "สภาเมืองมีมติเมื่อค่ำวันจันทร์ว่ากำแพงท่าเรือเก่าจะได้รับการซ่อมแซมในฤดูร้อนปีหน้า "
           "เทศบาลระบุว่างานนี้จะใช้เงินประมาณสี่ล้านบาท "
           "ชาวบ้านจำนวนมากไม่พอใจที่ไม่มีใครถามความเห็นของพวกเขาก่อนการตัดสินใจ "
           "และขอให้จัดการประชุมใหม่อีกครั้งในสัปดาห์หน้า"),
    ("zh", "市议会星期一晚间决定，老港口的围墙要到明年夏天才会修缮。市政府表示，这项工程预计耗资约四百万元。许多居民对"
           "此表示不满，因为在作出决定之前没有人征求过他们的意见，他们要求重新召开会议讨论这一问题。"),
    ("zh", "當局表示，星期二凌晨發生的地震造成至少十二人死亡。救援人員整夜在瓦礫中搜尋失蹤者，數百個家庭被迫離開家園。"
           "政府承諾迅速向災民提供援助，並將調查建築物倒塌的原因。"),
    ("ja", "市議会は月曜日の夜、古い港の壁の修理を来年の夏まで始めないことを決めた。市によると、工事の費用はおよそ四億"
           "円になる見込みだ。多くの住民は、決定の前に意見を聞かれなかったことに不満を持っており、新しい会議を開くよう"
           "求めている。"),
    ("ko", "시의회는 월요일 저녁 오래된 항구 벽을 내년 여름에야 수리하기로 결정했다. 시에 따르면 공사 비용은 약 "
           "사십억 원이 들 것으로 보인다. 많은 주민들은 결정하기 전에 아무도 자신들의 의견을 묻지 않았다며 불만을 "
           "나타냈고 새로운 회의를 열어 달라고 요구했다."),
    ("id", "Dewan kota memutuskan pada Senin malam bahwa tembok pelabuhan lama baru akan diperbaiki pada musim panas "
           "mendatang. Menurut pemerintah kota, pekerjaan itu akan menelan biaya sekitar empat juta dolar. Banyak "
           "warga tidak puas karena tidak ada yang meminta pendapat mereka sebelum keputusan diambil."),
    ("vi", "Hội đồng thành phố tối thứ Hai đã quyết định rằng bức tường cũ của cảng chỉ được sửa chữa vào mùa hè năm "
           "sau. Theo chính quyền, công trình sẽ tốn khoảng bốn triệu đồng. Nhiều người dân không hài lòng vì không "
           "ai hỏi ý kiến của họ trước khi quyết định được đưa ra."),
    ("tl", "Nagpasya ang konseho ng lungsod noong Lunes ng gabi na sa susunod na tag-init pa aayusin ang lumang pader "
           "ng daungan. Ayon sa pamahalaang lungsod, aabot sa apat na milyong piso ang gastos. Maraming residente ang "
           "hindi nasiyahan dahil walang nagtanong sa kanila bago ginawa ang pasya."),
    ("sw", "Baraza la jiji liliamua Jumatatu jioni kwamba ukuta wa zamani wa bandari utakarabatiwa msimu ujao wa "
           "joto. Kwa mujibu wa manispaa, kazi hiyo itagharimu takriban shilingi milioni nne. Wakazi wengi "
           "hawakufurahi kwa sababu hakuna aliyeuliza maoni yao kabla ya uamuzi huo kufanywa."),
    ("af", "Die stadsraad het Maandagaand besluit dat die ou hawemuur eers volgende somer herstel sal word. Volgens "
           "die munisipaliteit sal die werk ongeveer vier miljoen rand kos. Baie inwoners is ontevrede omdat niemand "
           "hulle gevra het voordat die besluit geneem is nie."),
]  # fmt: skip
"""Two or three sentences each."""
NO_FOREIGN = {
    "a list of names": "Aldous Crane, Ottoline Fernsby, Ida Penrose, Hedda Lorimer, Jean-Baptiste Delacour, "
    "Giovanni Bellandi, María Oteiza, Jürgen Haselhoff, Pilar Quintanar, Sébastien Morvaux, "
    "Luca Ferrandini, Beatriz Alconada, Heike Sandmüller, Rafael Urbieta, Chiara Montesel, "
    "Antoine Vauclair, Inés Carballeda, Dieter Kollwitz, Paola Gerbino, Étienne Rousselot",
    "capitals": "FERRY SINKS OFF MARROWAN COAST, DOZENS FEARED DEAD AS RESCUERS BATTLE HEAVY SEAS; "
    "MINISTER PROMISES INQUIRY; SHARES OF OPERATOR TUMBLE; UNION CALLS STRIKE AT ALL NORTHERN "
    "PORTS",
    "headlines": "Ferry Sinks Off Marrowan Coast. Rescuers Battle Heavy Seas. Minister Promises Swift "
    "Inquiry. Shares Tumble. Union Calls Strike At Northern Ports. Council Leader Resigns Amid "
    "Harbour Wall Row.",
    "results": "Ellersby 2-1 Marn (Fernsby 12, Penrose 45+1; Crane 88). Kosala Rovers 0-0 Saltmarsh. "
    "Northbridge 3-2 Quill Athletic (Vauclair 3, 19, Urbieta pen 71; Bellandi 22, Kollwitz "
    "90). Att: 12,431. Port Vale 1-1 Lantern Town. Halvorsen United 4-0 Belmora. Tungara 1-3 "
    "Zarhan City",
    "prices": "Halvorsen up 2.3 pct, Belmora down 1.1 pct, Tradewind flat. Brent crude 82.40, gold "
    "1,984, copper 8,120. FTSE 7,412 up 0.4 pct, DAX 15,120 down 0.2 pct, Nikkei 31,004 up 1.2 "
    "pct, Hang Seng 17,402 down 0.8 pct, euro 1.0560, sterling 1.2130, yen 149.80",
    "a recipe": "2 tbsp olive oil, 1 large onion, chopped, 3 garlic cloves, crushed, 400g tin chopped "
    "tomatoes, 1 tsp smoked paprika, 200g chorizo, sliced, 1 bay leaf, 250ml red wine, small "
    "bunch parsley, roughly torn, 4 slices sourdough, toasted, salt, black pepper, lemon wedges",
    "a menu": "Starters: gazpacho, burrata, carpaccio, bruschetta. Mains: coq au vin, paella valenciana, "
    "osso buco, cassoulet, wiener schnitzel, moules marinière. Desserts: crème brûlée, "
    "tiramisu, panna cotta, tarte tatin, churros con chocolate. Wines: rioja, chianti, "
    "riesling, sancerre, barolo",
    "pidgin": "Oga police don talk say dem never catch di people wey thief di money for Marn market. "
    "Market women vex well well, dem say government no dey hear word since last year when fire "
    "burn their shop.",
    "Nigeria": "The lawmaker decried the spate of kidnappings in Kabara, urging government at all levels "
    "to rise up to its responsibility. Alhaji Bashir Danladi, Chief Okonjo Ebereke and Otunba "
    "Femi Adesoro graced the occasion, even as NURTW members disrupted traffic.",
    "India": "The accused, Ramesh Kumar Yadav, was nabbed by sleuths of the Crime Branch from Kosala on "
    "Tuesday. Police said he had duped several persons of Rs 4.5 crore on the pretext of "
    "providing jobs. A case was registered under sections 420 and 406.",
    "Britain": "A lorry ploughed into a queue at the roundabout near Ellersby on Tuesday, injuring two "
    "pensioners. Motorists faced tailbacks on the A64. A spokesman for the council apologised "
    "for the bother, adding: ‘It’s a right mess, innit.’",
    "mojibake": "The minister said the wall wouldnâ€™t be repaired until summer. â€œWe canâ€™t do it "
    "now,â€ she said. Residents, whoâ€™d asked for help, were angry at the decision taken at "
    "the fortâ€™s cafÃ© on Monday.",
    "letters apart": "T h e  m i n i s t e r  s a i d  t h e  w a l l  w o u l d  b e  r e p a i r e d  i n  s "
    "u m m e r  a n d  n o t  b e f o r e  t h e  e l e c t i o n s  o f  t h e  c o u n c i "
    "l  i n  M a r n",
    "Welsh places": "Buses will run between Llanfairfechan, Penmaenmawr, Llandudno, Betws-y-Coed, Blaenau "
    "Ffestiniog and Porthmadog, then Pwllheli, Criccieth, Abersoch and Aberdaron. Trains from "
    "Machynlleth stop at Tywyn, Fairbourne, Llanbedr and Dyffryn Ardudwy",
    "foreign names": "Jean-Baptiste Delacour beat Giovanni Bellandi in straight sets in Saint-Rémy-les-Bains. "
    "Beatriz Alconada faces Heike Sandmüller next. Sébastien Morvaux and Luca Ferrandini lost "
    "to Rafael Urbieta and Étienne Rousselot, while Paola Gerbino retired hurt.",
    "a song": "La la la, na na na na, oh oh oh, hey hey hey, da da da, doo doo doo, yeah yeah yeah, la "
    "la la, na na na na, oh oh oh, hey hey hey, da da da, doo doo doo",
    "filler": "Lorem ipsum dolor sit amet, consectetur adipiscing elit, sed do eiusmod tempor incididunt "
    "ut labore et dolore magna aliqua. Ut enim ad minim veniam, quis nostrud exercitation "
    "ullamco laboris nisi ut aliquip ex ea commodo consequat.",
    "telegraphic": "man dead, two hurt, crash near marn; road closed; witnesses sought; police appeal; driver "
    "fled scene; dog found safe; council chief quits; budget vote delayed; weather warning "
    "issued; snow expected; schools shut",
    "hashtags": "#ferry #marrowan #breaking #news #rescue #prayers #storm #coastguard #harbour #ellersby "
    "#politics #inquiry #safety #travel #shipping #minister #strike #union #ports #weather "
    "#warning",
    "addresses": "https://harbour.example/news/2026/ferry-sinking-marrowan "
    "https://quill.example/a/b/c?utm_source=feed&utm_medium=rss "
    "https://lantern.example/index.php?id=3481 http://marn.example/static/js/main.bundle.js",
    "code": "function getData(id) { var x = document.getElementById(id); if (x === null) { return "
    "false; } window.dataLayer = window.dataLayer || []; gtag('config', 'UA-1234'); return "
    "JSON.parse(x.innerText); }",
    "species": "Species recorded: Parus major, Turdus merula, Erithacus rubecula, Sturnus vulgaris, "
    "Corvus corone, Passer domesticus, Falco peregrinus, Larus argentatus, Cygnus olor, Anas "
    "platyrhynchos, Troglodytes troglodytes",
    "a crossword": "ACROSS 1 Small boat 5 Sea eagle 8 Lose heart 9 River crossing 10 Old coin 12 Flightless "
    "bird DOWN 1 Young cow 2 Bishop's hat 3 Tidy 4 Spanish dance 6 Make amends 7 Unit of "
    "length 11 Dry white wine",
    "a ranking": "1 R Urbieta (Esp) Movilar 4hr 12min 33sec, 2 L Ferrandini (Ita) Gruppo Sassi at 12sec, 3 "
    "S Morvaux (Fra) Cycles Vauclair same time, 4 J Haselhoff (Ger) Team Rhein same time, 5 A "
    "Crane (GB) Quill Racing at 34sec",
    "listings": "6.00 Breakfast. 9.15 Homes by Sea. 10.00 Antiques Hunt. 11.15 Garden Rescue. 12.15 "
    "Bargain Road. 1.00 News, Weather. 1.45 Doctors. 2.15 Escape Country. 3.45 Rip Off. 4.30 "
    "Flog It. 5.15 Pointless. 6.00 News. 7.00 One Show. 7.30 EastEnd",
    "a notice": "LORIMER, Hedda, née Sandmüller, beloved wife, mother, grandmother. Passed peacefully, "
    "aged 91. Funeral St Aldhelm's, Ellersby, noon Friday. Family flowers only. Donations: "
    "Marn Lifeboat. Sadly missed by Aldous, Ida, Jean-Baptiste, grandchildren.",
}  # fmt: skip
"""What English newspapers print, and what turns up in its place."""
ENGLISH = (
    "The town council of Ellersby agreed on Monday night that the old harbour wall would not be repaired before next "
    "summer. The work is expected to cost about four million pounds, the council said. Several residents were angry "
    "that they had not been asked before the decision was made. "
)
FRENCH = next(text for language, text in FOREIGN if language == "fr")
ARABIC = next(text for language, text in FOREIGN if language == "ar")
CHINESE = next(text for language, text in FOREIGN if language == "zh")


@pytest.mark.parametrize(("language", "text"), FOREIGN, ids=[language for language, _ in FOREIGN])
def test_another_language_is_told(language, text):
    assert detect(text) == language
    assert detect("\n\n".join([text] * 50)) == language


@pytest.mark.parametrize("text", NO_FOREIGN.values(), ids=NO_FOREIGN)
def test_english_without_sentences_is_not_called_foreign(text):
    assert detect(text) in ("en", None)
    assert detect(text.upper()) in ("en", None)


@pytest.mark.parametrize("kind", ["capitals", "a recipe", "Nigeria", "India", "Britain", "mojibake", "telegraphic"])
def test_english_of_any_kind_is_english(kind):
    assert detect(NO_FOREIGN[kind]) == "en"


@pytest.mark.parametrize("foreign", [FRENCH, ARABIC, CHINESE])
def test_a_long_quotation_leaves_an_article_what_it_is(foreign):
    assert detect(ENGLISH * 2 + f"“{foreign}”" + ENGLISH) == "en"
    english = "“" + ENGLISH[:115] + "”"
    language = next(language for language, text in FOREIGN if text == foreign)
    assert detect(f"{foreign}\n{english}\n{foreign}\n{foreign}\n{foreign}\n{foreign}") == language


@pytest.mark.parametrize("foreign", [FRENCH, ARABIC, CHINESE])
def test_a_text_half_in_english_is_not_called_foreign(foreign):
    assert detect(f"{ENGLISH}\n{foreign}") in ("en", None)
    assert detect(f"{foreign}\n{ENGLISH}") in ("en", None)
    assert detect("\n".join([*[foreign] * 20, *[ENGLISH] * 20])) in ("en", None)


def test_a_long_text_is_judged_by_all_of_it():
    assert detect(ENGLISH * 3 + FRENCH * 30) in ("fr", None)
    assert detect(FRENCH * 3 + ENGLISH * 30) == "en"


@pytest.mark.parametrize(
    "text",
    [
        "", " \n\t", "Marn", "Le conseil a dit non.", "12 345 678 – 90 % (2026)" * 20,
        "\x00\ufffd\ud800" * 100, "🙂" * 500, "市议会星期一晚间决定",
        "The council of Marn",
    ],
)  # fmt: skip
def test_too_little_text_has_no_language(text):
    assert detect(text) is None


@pytest.mark.parametrize("unit", ["word ", "ж", "a", "的", " ", "\ud800a "])
def test_what_is_read_does_not_grow_with_the_text(unit, monkeypatch):
    read = []

    class Words:
        def findall(self, text):
            read.append(text)
            return word.findall(text)

    class Identifier:
        def rank(self, text):
            read.append(text)
            return identifier.rank(text)

    word, identifier = language._WORD, language._identifier()
    monkeypatch.setattr(language, "_WORD", Words())
    monkeypatch.setattr(language, "_identifier", Identifier)
    detect(unit * (2_000_000 // len(unit)))
    assert read
    assert all(len(text) < 2_100 for text in read)
