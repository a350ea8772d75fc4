// Networks that infer: each task's image passes its test run on every local case, with the outputs that
// are expected, and is saved with ONNX Runtime's native library inside its jar.
import groovy.json.JsonSlurper

List<String> cases(File taskFolder) {
  ['input'] + (new File(taskFolder, 'test/cases').list() as List).sort()
}

File out = new File(basedir, 'target/hecktor')
Map<String, String> outputs = [
    task1: 'images/tumor-lymph-node-segmentation/output.mha',
    task2: 'rfs.json',
    task3: 'hpv-status.json']

outputs.each { task, output ->
  File run = new File(out, "${task}/test-run")
  def report = new JsonSlurper().parse(new File(run, 'report.json'), 'UTF-8')
  assert report.verdict == 'pass' : "${task}: ${report.violations}"
  assert report.cases*.case == cases(new File(basedir, task.replace('task', 'Task')))
  report.cases.each { one ->
    assert one.outputs*.path == [output]
    assert new File(run, "${one.case}/stderr.log").length() == 0
    assert one.peakMemoryBytes < 6L << 30
    String log = new File(run, "${one.case}/stdout.log").text
    assert log.contains('on the CPU') || one.case == 'stub-2d' : log
  }
  assert new File(out, "submission_${task}.tar.gz").file

  def image = new JsonSlurper().parse(new File(out, "${task}/image.json"), 'UTF-8')
  assert image.inputs.dependencies*.name.any { it.startsWith('com.microsoft.onnxruntime:onnxruntime:') }
  assert image.image == report.image
}
return true
