// The single task of 2026: all outputs in one run, and the weights in an archive of their own.
import groovy.json.JsonSlurper

File out = new File(basedir, 'target/hecktor')
File run = new File(out, 'task/test-run')
def report = new JsonSlurper().parse(new File(run, 'report.json'), 'UTF-8')
assert report.profile == 'hecktor2026'
assert report.verdict == 'pass' : report.violations
assert report.cases*.case == ['input', 'grown-into-jaw', 'missing-keys', 'sanity-2', 'sanity-3', 'stub-2d']
report.cases.each { one ->
  assert one.outputs*.path as Set == [
      'images/head-neck-tumor-segmentation/output.mha', 'n-stage.json', 'rfs.json', 't-stage.json'] as Set
  assert new File(run, "${one.case}/stderr.log").length() == 0
}

assert new File(run, 'grown-into-jaw/output/t-stage.json').text.trim() == '"T4"'

assert new File(out, 'submission_task.tar.gz').file
File model = new File(out, 'model.tar.gz')
assert model.file
assert ['tar', '-tzf', model.path].execute().text.readLines()*.replaceFirst('^\\./', '') as Set ==
    ['clinical.json', 'prognosis.onnx', 'segmentation.onnx', 'survival.json'] as Set

// The building blocks came as a Maven dependency, and ONNX Runtime with them.
def image = new JsonSlurper().parse(new File(out, 'task/image.json'), 'UTF-8')
assert image.inputs.dependencies*.name.any { it.startsWith('org.example.hecktor:baseline-onnx:') }
assert image.inputs.dependencies*.name.any { it.startsWith('com.microsoft.onnxruntime:onnxruntime:') }
return true
