package io.tr05.qradar.browser;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store.CloseableResource;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives the tests of a class one browser, which ends with the class; where none is installed, the class is skipped. */
final class OneBrowser implements ExecutionCondition, ParameterResolver {

    private static final Namespace NAMESPACE = Namespace.create(OneBrowser.class);

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        if (InstalledBrowser.find().isPresent()) {
            return ConditionEvaluationResult.enabled("a browser is installed");
        }
        // Maven counts what is skipped, and leaves out why
        System.out.println(context.getDisplayName() + " is skipped: " + InstalledBrowser.MISSING);
        return ConditionEvaluationResult.disabled(InstalledBrowser.MISSING);
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Browser.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getStore(NAMESPACE)
                .getOrComputeIfAbsent(Started.class, unused -> Started.now(), Started.class)
                .browser();
    }

    private record Started(Browser browser) implements CloseableResource {

        static Started now() {
            try {
                return new Started(Browser.start(InstalledBrowser.find().orElseThrow()));
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }

        @Override
        public void close() {
            browser.close();
        }
    }
}
